package org.opinionloop.reply.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.taxonomy.Names;

class LetterheadTest {

  private static final Names WORDS = new Names(Map.of("zh-Hans", "市民意见办理中心"));
  private static final Names HALF = new Names(Map.of("zh-Hans", "市民意见办理中心", "zh-Hant", " "));

  @Test
  void refusesAnOfficeWithoutANameOrHoursInOneOfItsLanguages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(HALF, WORDS, WORDS))
        .withMessage("office: nothing in zh-Hant (expected: words, or no such language)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(WORDS, HALF, WORDS))
        .withMessageStartingWith("hours: nothing in zh-Hant");
  }

  @Test
  void takesAnOfficeThatReceivesNobody() {
    assertThat(head(WORDS, WORDS, HALF).address()).isEqualTo(HALF);
  }

  private static Letterhead head(Names office, Names hours, Names address) {
    return new Letterhead(
        office,
        "0000-8800-1000",
        hours,
        address,
        Map.of(),
        "https://opinions.example/{id}",
        "https://opinions.example/{id}/rating");
  }
}
