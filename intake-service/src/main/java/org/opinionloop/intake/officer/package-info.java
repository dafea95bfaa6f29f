/** What officers say of a case, and the measures that they promise. */
@NullMarked
package org.opinionloop.intake.officer;

import org.jspecify.annotations.NullMarked;
