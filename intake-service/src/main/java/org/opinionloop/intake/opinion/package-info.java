/** Opinions come in one by one: validation, numbers, publishing, and the memory of repeats. */
@NullMarked
package org.opinionloop.intake.opinion;

import org.jspecify.annotations.NullMarked;
