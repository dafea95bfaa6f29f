package org.opinionloop.reply.letter;

import java.net.URI;
import java.util.Map;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.taxonomy.Names;

/**
 * The office that writes, and where its letters point.
 *
 * @param hours when somebody is there to answer the telephone; they stand in one line
 * @param address where people are received; empty in the languages in which letters name none
 * @param channels what the channels are called, by code; one that is not here is called by its code
 * @param statusUrl where progress can be looked up; {@code {id}} stands for the receipt number
 * @param ratingUrl where an answer can be rated; likewise
 */
public record Letterhead(
    Names office,
    String telephone,
    Names hours,
    Names address,
    Map<String, Names> channels,
    String statusUrl,
    String ratingUrl) {

  private static final String ID = "{id}";

  /** Checks the words without which lines fall away, and the links, and copies the map. */
  public Letterhead {
    channels = Map.copyOf(channels);
    requireWords("office", office);
    requireWords("hours", hours);
    requireLink("statusUrl", statusUrl);
    requireLink("ratingUrl", ratingUrl);
  }

  String channel(String code, Language language) {
    Names names = channels.get(code);
    return names == null ? code : names.in(language.tag());
  }

  String status(OpinionId opinion) {
    return statusUrl.replace(ID, opinion.value());
  }

  /** The page opens in the language of the letter. */
  String rating(OpinionId opinion, Language language) {
    String link = ratingUrl.replace(ID, opinion.value());
    return link + (link.indexOf('?') < 0 ? '?' : '&') + "lang=" + language.tag();
  }

  private static void requireWords(String name, Names words) {
    for (Map.Entry<String, String> each : words.byLanguage().entrySet()) {
      if (each.getValue().isBlank()) {
        throw new IllegalArgumentException(
            name + ": nothing in " + each.getKey() + " (expected: words, or no such language)");
      }
    }
  }

  private static void requireLink(String name, String link) {
    boolean fits;
    try {
      URI uri = URI.create(link.replace(ID, "0"));
      fits =
          link.contains(ID)
              && uri.getHost() != null
              && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException noUri) {
      fits = false;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          name + ": " + link + " (expected: an http or https address with " + ID + " in it)");
    }
  }
}
