/** Measures that units have promised, and whether they were kept. Pure. */
@NullMarked
package org.opinionloop.reporting.measures;

import org.jspecify.annotations.NullMarked;
