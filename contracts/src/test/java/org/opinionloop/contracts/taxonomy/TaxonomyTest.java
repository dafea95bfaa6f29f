package org.opinionloop.contracts.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.taxonomy.Taxonomy.Field;
import org.opinionloop.contracts.taxonomy.Taxonomy.Theme;
import org.opinionloop.contracts.taxonomy.Taxonomy.Topic;
import org.opinionloop.contracts.taxonomy.Taxonomy.Unit;

class TaxonomyTest {

  private static final Names NAMES = new Names(Map.of("zh-Hans", "名", "en", "name"));
  private static final Map<Kind, Names> KINDS =
      Arrays.stream(Kind.values()).collect(Collectors.toMap(Function.identity(), kind -> NAMES));
  private static final Theme THEME =
      new Theme("SERVICE", NAMES, List.of(new Topic("WINDOW", NAMES, List.of("窗口"))));
  private static final Field FIELD = new Field("HEALTH", NAMES, "CLINIC");
  private static final Unit UNIT = new Unit("CLINIC", NAMES, "0000");

  @Test
  void findsByCode() {
    Taxonomy taxonomy =
        new Taxonomy(List.of(THEME), List.of(FIELD), KINDS, List.of(UNIT), "CLINIC");

    assertThat(taxonomy.theme("SERVICE")).contains(THEME);
    assertThat(taxonomy.theme("service")).isEmpty();
    assertThat(taxonomy.field("HEALTH")).contains(FIELD);
    assertThat(taxonomy.unit("CLINIC")).contains(UNIT);
    assertThat(taxonomy.kind(Kind.HELP).in("en")).isEqualTo("name");
  }

  @Test
  void whatHasNoNameInALanguageIsCalledByItsSimplifiedChineseOne() {
    assertThat(NAMES.in("zh-Hant")).isEqualTo("名");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Names(Map.of("en", "name")))
        .withMessageContaining("zh-Hans");
  }

  @Test
  void aUnitThatAnswersMustBeThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Taxonomy(List.of(THEME), List.of(FIELD), KINDS, List.of(), "CLINIC"))
        .withMessage("taxonomy field HEALTH: unit CLINIC (expected: one of [])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Taxonomy(List.of(THEME), List.of(), KINDS, List.of(UNIT), "ARMY"))
        .withMessage("taxonomy urgentUnit: ARMY (expected: one of [CLINIC])");
  }

  @Test
  void noCodeIsThereTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Taxonomy(List.of(THEME, THEME), List.of(FIELD), KINDS, List.of(UNIT), "CLINIC"))
        .withMessage("taxonomy themes: SERVICE is there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Theme(
                    "SERVICE",
                    NAMES,
                    List.of(
                        new Topic("WINDOW", NAMES, List.of()),
                        new Topic("WINDOW", NAMES, List.of()))))
        .withMessage("taxonomy theme SERVICE topics: WINDOW is there twice");
  }

  @Test
  void everyKindHasNames() {
    Map<Kind, Names> kinds = new HashMap<>(KINDS);
    kinds.remove(Kind.PRAISE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Taxonomy(List.of(THEME), List.of(FIELD), kinds, List.of(UNIT), "CLINIC"))
        .withMessage("taxonomy kinds: PRAISE has no names");
  }

  @Test
  void everythingHasACodeAndNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Theme("SERVICE", NAMES, List.of(new Topic("W", null, List.of()))))
        .withMessage("taxonomy theme SERVICE topics: W has no names");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Taxonomy(
                    List.of(new Theme(null, NAMES, List.of())),
                    List.of(FIELD),
                    KINDS,
                    List.of(UNIT),
                    "CLINIC"))
        .withMessage("taxonomy themes: one has no code");
  }

  @Test
  void noNameIsEmpty() {
    Map<String, String> names = new HashMap<>(Map.of("zh-Hans", "名"));
    names.put("en", null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Names(names))
        .withMessageContaining("none empty");
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Taxonomy(null, List.of(), KINDS, List.of(UNIT), "CLINIC"))
        .withMessage("taxonomy themes: missing (expected: a list)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topic("WINDOW", NAMES, null))
        .withMessage("taxonomy topic WINDOW words: missing (expected: a list)");
  }
}
