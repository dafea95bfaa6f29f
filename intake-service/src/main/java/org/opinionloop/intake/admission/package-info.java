/** How many are let in at once. */
@NullMarked
package org.opinionloop.intake.admission;

import org.jspecify.annotations.NullMarked;
