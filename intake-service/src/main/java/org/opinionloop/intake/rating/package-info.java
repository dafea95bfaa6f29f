/** What the public says of the handling, and of services. */
@NullMarked
package org.opinionloop.intake.rating;

import org.jspecify.annotations.NullMarked;
