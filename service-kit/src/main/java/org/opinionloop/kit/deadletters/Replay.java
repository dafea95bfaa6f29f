package org.opinionloop.kit.deadletters;

import java.time.Instant;

/**
 * That a dead letter was replayed: the value of a record of {@code dead-letters.replayed}, whose
 * key is the letter's {@link Position}.
 *
 * @param by the name of the operator's key
 */
record Replay(String consumer, String by, Instant at) {}
