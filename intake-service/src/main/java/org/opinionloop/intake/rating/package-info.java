/** What the public says of the handling. */
@NullMarked
package org.opinionloop.intake.rating;

import org.jspecify.annotations.NullMarked;
