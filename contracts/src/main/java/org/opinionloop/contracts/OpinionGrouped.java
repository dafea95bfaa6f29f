package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opinion is about the same issue as others 归并; topic {@link Topics#OPINIONS_GROUPED}. Of
 * several events about one opinion the last one on the topic holds.
 *
 * @param issue the issue that it belongs to; see {@link IssueState}
 * @param mergedInto the earlier opinion of the same person with which it is handled; absent if it
 *     is handled by itself
 */
public record OpinionGrouped(
    OpinionId opinionId, String issue, @Nullable OpinionId mergedInto, Instant recordedAt)
    implements Event {

  /** Checks that what is required is there. */
  public OpinionGrouped {
    Texts.required("opinionId", opinionId);
    Texts.label("issue", issue);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
