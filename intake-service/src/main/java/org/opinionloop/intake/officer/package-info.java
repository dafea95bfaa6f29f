/** What officers say of a case: answers and corrections. */
@NullMarked
package org.opinionloop.intake.officer;

import org.jspecify.annotations.NullMarked;
