package org.opinionloop.intake.opinion;

import org.opinionloop.contracts.OpinionId;

/**
 * An opinion is safely in the log.
 *
 * @param repeated whether it was so before
 */
public record Receipt(OpinionId opinionId, boolean repeated) {}
