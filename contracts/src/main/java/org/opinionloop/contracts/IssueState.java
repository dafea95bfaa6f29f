package org.opinionloop.contracts;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several opinions are about, as far as it is known; topic {@link Topics#ISSUES}, key the
 * issue, each record replaces the one before it. No text and nothing about a person.
 *
 * @param issue an opaque code, from which no opinion's number can be worked out
 * @param opinions how many opinions, at least 2
 * @param senders how many people; who cannot be recognised counts once an opinion
 * @param places how many different places; opinions without any count as of one
 * @param districts opinions by district, where one is known
 * @param first when the earliest opinion was received
 * @param last when the latest opinion was received
 * @param theme the most frequent one; so is the unit
 * @param keywords words of the office's list that at least three people used, most frequent first
 * @param continuedAs the issue that this one turned out to be part of; nothing is added here any
 *     more
 */
public record IssueState(
    String issue,
    int opinions,
    int senders,
    int places,
    Map<String, Integer> districts,
    Instant first,
    Instant last,
    @Nullable String theme,
    @Nullable String unit,
    List<String> keywords,
    @Nullable String continuedAs) {

  /** Checks that what is required is there, and copies the collections. */
  public IssueState {
    Texts.required("issue", issue);
    districts =
        districts == null
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<String, Integer>(districts));
    first = Texts.millis("first", first);
    last = Texts.millis("last", last);
    keywords = keywords == null ? List.of() : List.copyOf(keywords);
  }
}
