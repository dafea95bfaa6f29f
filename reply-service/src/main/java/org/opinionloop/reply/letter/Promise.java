package org.opinionloop.reply.letter;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The day by which the office says it will answer.
 *
 * @param answerBy in the office's time zone
 * @param dueAt the close of office hours on that day
 */
public record Promise(LocalDate answerBy, Instant dueAt) {}
