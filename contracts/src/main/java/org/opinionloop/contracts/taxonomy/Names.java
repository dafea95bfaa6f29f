package org.opinionloop.contracts.taxonomy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * One thing's name in several languages.
 *
 * @param byLanguage BCP 47 tag to name; {@code zh-Hans} is always there and stands in for what is
 *     not
 */
public record Names(@JsonValue Map<String, String> byLanguage) {

  /** Checks that the default language is there. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Names {
    if (!byLanguage.containsKey("zh-Hans")
        || byLanguage.values().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "names: " + byLanguage.keySet() + " (expected: zh-Hans among them, none empty)");
    }
    byLanguage = Map.copyOf(byLanguage);
  }

  /** The name in this language, or in simplified Chinese. */
  public String in(String language) {
    String name = byLanguage.get(language);
    return name != null ? name : byLanguage.getOrDefault("zh-Hans", "");
  }

  /** Whether it is called so in any language. */
  public boolean has(String name) {
    return byLanguage.containsValue(name);
  }
}
