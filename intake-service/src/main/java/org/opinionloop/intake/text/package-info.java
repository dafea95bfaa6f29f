/** What people write: cleaning and language. Pure. */
@NullMarked
package org.opinionloop.intake.text;

import org.jspecify.annotations.NullMarked;
