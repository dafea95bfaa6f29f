package org.opinionloop.reporting.hot;

import org.jspecify.annotations.Nullable;

/**
 * An opinion that others are compared with.
 *
 * @param bucket among which it is looked for
 * @param issue what it belongs to; null as long as it is the only one
 */
public record Member(
    String bucket, Sighting.Opinion opinion, Standing standing, @Nullable String issue) {

  Member in(String other) {
    return new Member(bucket, opinion, standing, other);
  }

  Member standing(Standing other) {
    return new Member(bucket, opinion, other, issue);
  }
}
