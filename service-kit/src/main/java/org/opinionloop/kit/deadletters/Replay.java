package org.opinionloop.kit.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a dead letter was replayed: the value of a record of {@code dead-letters.replayed}, whose
 * key is the letter's {@link Position}.
 *
 * @param by the name of the operator's key
 * @param writtenTo where the record is now once more
 */
record Replay(String consumer, String by, Instant at, FiledLetter.@Nullable Origin writtenTo) {}
