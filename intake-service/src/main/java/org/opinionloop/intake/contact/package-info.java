/** Contact details: checked, sealed, and gone. */
@NullMarked
package org.opinionloop.intake.contact;

import org.jspecify.annotations.NullMarked;
