package org.opinionloop.reporting.query;

import java.time.Instant;

/**
 * Which issues.
 *
 * @param from the first instant of the period
 * @param to the first instant after it
 * @param limit how many at most
 */
record HotQuery(Instant from, Instant to, int limit) {}
