package org.opinionloop.reporting.hot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an opinion's case stands by itself, whatever it is grouped or merged with.
 *
 * @param theme as corrected, or else as classified, and so the unit
 * @param refused whether it was not accepted
 * @param answeredAt business time of its own first answer
 */
public record Standing(
    @Nullable String theme, @Nullable String unit, boolean refused, @Nullable Instant answeredAt) {}
