/** The algebra of counts and histograms: what a case adds to its cell, and what sums say. Pure. */
@NullMarked
package org.opinionloop.reporting.cells;

import org.jspecify.annotations.NullMarked;
