/** Puts letters on paper: pages with an embedded Chinese font. */
@NullMarked
package org.opinionloop.reporting.print;

import org.jspecify.annotations.NullMarked;
