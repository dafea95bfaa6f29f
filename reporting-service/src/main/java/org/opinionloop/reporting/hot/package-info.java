/** Which opinions are about the same issue, and which are repeats of one person. Pure. */
@NullMarked
package org.opinionloop.reporting.hot;

import org.jspecify.annotations.NullMarked;
