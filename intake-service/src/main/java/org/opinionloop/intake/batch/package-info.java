/** Opinions come in by the file: JSON Lines and CSV, streamed both ways. */
@NullMarked
package org.opinionloop.intake.batch;

import org.jspecify.annotations.NullMarked;
