package org.opinionloop.reporting.hot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;

/** What is to be told when all is done, the last word on each. */
final class Changes {

  private record Place(String issue, @Nullable OpinionId mergedInto) {}

  private final Map<OpinionId, Place> places = new TreeMap<>();
  private final Map<String, IssueState> issues = new LinkedHashMap<>();
  private final List<String> forgotten = new ArrayList<>();

  /** Of the opinions of one person, those that have come to another place. */
  void compare(String issue, Part before, Part after) {
    for (Part.Sent each : after.sent()) {
      boolean same =
          before.sent().stream()
              .anyMatch(
                  known ->
                      known.id().equals(each.id())
                          && Objects.equals(known.mergedInto(), each.mergedInto()));
      if (!same) {
        places.put(each.id(), new Place(issue, each.mergedInto()));
      }
    }
  }

  /** What is known of an issue of this name now. */
  void known(String name, IssueState state) {
    issues.put(name, state);
  }

  /** Nothing is known of an issue of this name any more. */
  void forget(String name) {
    forgotten.add(name);
  }

  IssueBook.Change told(Instant now) {
    List<OpinionGrouped> grouped = new ArrayList<>();
    places.forEach(
        (id, place) -> grouped.add(new OpinionGrouped(id, place.issue(), place.mergedInto(), now)));
    return new IssueBook.Change(grouped, List.copyOf(issues.values()), forgotten);
  }
}
