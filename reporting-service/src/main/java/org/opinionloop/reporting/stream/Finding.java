package org.opinionloop.reporting.stream;

import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.OpinionGrouped;

/** What grouping has found out. */
sealed interface Finding {

  /** Where an opinion belongs, by opinion id. */
  record Grouped(OpinionGrouped event) implements Finding {}

  /** What is known of an issue, by its name; null if it is forgotten. */
  record Known(@Nullable IssueState state) implements Finding {}
}
