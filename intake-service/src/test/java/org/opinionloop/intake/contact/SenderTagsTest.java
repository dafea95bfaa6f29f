package org.opinionloop.intake.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.contact.Contact;

class SenderTagsTest {

  SenderTags tags = new SenderTags("0123456789abcdef");

  @Test
  void aTagIsTheBeginningOfTheHmac() {
    // printf phone:13800000000 | openssl dgst -sha256 -hmac 0123456789abcdef -binary |
    //   head -c 12 | base64 | tr '+/' '-_'
    assertThat(phone("13800000000")).isEqualTo("WKbwxv4QTi9xg4Lc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"138 0000 0000", "138-0000-0000", "+86 13800000000", "008613800000000"})
  void oneNumberHasOneTagHoweverItIsWritten(String spelling) {
    assertThat(phone(spelling)).isEqualTo(phone("13800000000"));
  }

  @Test
  void anAreaCodeHasOneTagWithAndWithoutTheCountry() {
    assertThat(phone("+86 755 2345 6789")).isEqualTo(phone("0755-23456789"));
  }

  @Test
  void anAddressHasOneTagInCapitalsAndInSmallLetters() {
    assertThat(tag(null, "Reader@Example.org")).isEqualTo(tag(null, "reader@example.org"));
  }

  @Test
  void theNumberCountsMoreThanTheAddressAndANameForNothing() {
    assertThat(tag("13800000000", "a@example.org")).isEqualTo(phone("13800000000"));
    assertThat(tags.tag(new Contact("王小明", null, null, "https://example.org"))).isNull();
  }

  @Test
  void anotherPersonOrAnotherSecretGivesAnotherTag() {
    assertThat(phone("13800000001")).isNotEqualTo(phone("13800000000"));
    assertThat(new SenderTags("another secret of it").tag(contact("13800000000", null)))
        .isNotEqualTo(phone("13800000000"));
  }

  @Test
  void nobodyIsRecognisedWithoutASecret() {
    assertThat(new SenderTags("").tag(contact("13800000000", null))).isNull();
  }

  @Test
  void aShortSecretIsRefusedWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SenderTags("short"))
        .withMessageContaining("opinion-loop.sender-secret: 5 characters")
        .withMessageNotContaining("short");
  }

  private @Nullable String phone(String phone) {
    return tag(phone, null);
  }

  private @Nullable String tag(@Nullable String phone, @Nullable String email) {
    return tags.tag(contact(phone, email));
  }

  private static Contact contact(@Nullable String phone, @Nullable String email) {
    return new Contact(null, email, phone, null);
  }
}
