/** The door: opinions, answers, corrections and ratings come in by REST and go to Kafka. */
@NullMarked
package org.opinionloop.intake;

import org.jspecify.annotations.NullMarked;
