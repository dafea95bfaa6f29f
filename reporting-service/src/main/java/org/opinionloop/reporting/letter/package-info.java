/** The periodic public letter: what it says, and how it is laid out as text and pages. Pure. */
@NullMarked
package org.opinionloop.reporting.letter;

import org.jspecify.annotations.NullMarked;
