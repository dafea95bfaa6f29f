package org.opinionloop.kit.taxonomy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.taxonomy.Taxonomy;

class TaxonomyFileTest {

  @Test
  void theOneThatShipsHasNamesInThreeLanguagesForEverything() throws IOException {
    Taxonomy taxonomy = shipped();

    assertThat(taxonomy.themes())
        .extracting(Taxonomy.Theme::code)
        .containsExactly("POLICY", "SERVICE", "FACILITIES", "OTHER");
    assertThat(taxonomy.fields()).hasSize(7);
    for (Kind kind : Kind.values()) {
      assertThat(taxonomy.kind(kind).byLanguage()).containsKeys("zh-Hans", "zh-Hant", "en");
    }
    assertThat(taxonomy.themes())
        .flatExtracting(Taxonomy.Theme::topics)
        .allSatisfy(
            topic -> {
              assertThat(topic.names().byLanguage()).containsKeys("zh-Hans", "zh-Hant", "en");
              assertThat(topic.words()).isNotEmpty().doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'themes: [' | no YAML",
        "'themes: []' | taxonomy fields: missing",
        "'[]' | taxonomy test",
        "'themes: [{code: A, names: {en: a}, topics: []}]' | zh-Hans among them"
      })
  void saysWhatIsWrongWithAnother(String yaml, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaxonomyFile.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "test"))
        .withMessageStartingWith("taxonomy test")
        .withMessageContaining(said);
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    ByteArrayOutputStream yaml = new ByteArrayOutputStream();

    TaxonomyFile.write(shipped(), yaml);

    assertThat(TaxonomyFile.read(new ByteArrayInputStream(yaml.toByteArray()), "written"))
        .isEqualTo(shipped());
  }

  private static Taxonomy shipped() throws IOException {
    try (InputStream file = TaxonomyFileTest.class.getResourceAsStream("/taxonomy.yml")) {
      return TaxonomyFile.read(file, "taxonomy.yml");
    }
  }
}
