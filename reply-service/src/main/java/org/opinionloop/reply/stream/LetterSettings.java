package org.opinionloop.reply.stream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.reply.letter.Letterhead;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the office's letters look.
 *
 * @param directory of wordings of its own; none, if empty
 * @param channels what channels are called, by code and language
 * @param statusUrl {@code {id}} in it stands for the receipt number
 * @param ratingUrl likewise
 */
@ConfigurationProperties("opinion-loop.reply.letters")
record LetterSettings(
    @DefaultValue("") String directory,
    Office office,
    @DefaultValue Map<String, Map<String, String>> channels,
    String statusUrl,
    String ratingUrl) {

  /** Who writes; names, hours and address by language. */
  record Office(
      Map<String, String> name,
      String telephone,
      Map<String, String> hours,
      Map<String, String> address) {}

  LetterSettings {
    require("office.name", office == null ? null : office.name());
    require("office.telephone", office.telephone());
    require("office.hours", office.hours());
    require("office.address", office.address());
    require("status-url", statusUrl);
    require("rating-url", ratingUrl);
  }

  Letterhead letterhead() {
    Map<String, Names> channelNames = new HashMap<>();
    channels.forEach((code, names) -> channelNames.put(code, new Names(names)));
    return new Letterhead(
        new Names(office.name()),
        office.telephone(),
        new Names(office.hours()),
        new Names(office.address()),
        channelNames,
        statusUrl,
        ratingUrl);
  }

  private static void require(String key, @Nullable Object value) {
    if (value == null || value.equals("")) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.letters." + key + ": missing (expected: a value)");
    }
  }
}
