package org.opinionloop.reporting.hot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.opinionloop.contracts.Instants;

/**
 * What to look at again, and when. A store remembers what was taken out of it, and whoever walks it
 * passes all of that until it is swept away; here nearly everything is taken out where the walk
 * begins. So it begins where the last one ended, and while nothing can be due there is none. Not
 * thread-safe.
 */
public final class Calendar {

  private static final char SEPARATOR = '|';
  private static final String END = "~";

  private final Shelf<String> entries;

  /** Before this time there is nothing. */
  private String earliest = "";

  /** As it was left. */
  public Calendar(Shelf<String> entries) {
    this.entries = entries;
  }

  /** To be looked at then. */
  public void put(Instant when, String what) {
    String time = Instants.format(when);
    if (time.compareTo(earliest) < 0) {
      earliest = time;
    }
    entries.put(time + SEPARATOR + what, "");
  }

  /** Not to be looked at then, if it was. */
  public void remove(Instant when, String what) {
    entries.remove(Instants.format(when) + SEPARATOR + what);
  }

  /** Takes out what was to be looked at before this, but not more than so much at once. */
  public List<String> takeDue(Instant now, int most) {
    String until = Instants.format(now);
    if (earliest.compareTo(until) >= 0) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    entries.ascend(
        earliest,
        END,
        (key, nothing) -> {
          earliest = key.substring(0, key.indexOf(SEPARATOR));
          boolean more = due.size() < most && earliest.compareTo(until) < 0;
          if (more) {
            due.add(key);
          }
          return more;
        });
    due.forEach(entries::remove);
    return due.stream().map(key -> key.substring(key.indexOf(SEPARATOR) + 1)).toList();
  }
}
