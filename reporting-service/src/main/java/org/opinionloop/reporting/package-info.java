/** Keeps the life of every case and the figures of the closed loop. */
@NullMarked
package org.opinionloop.reporting;

import org.jspecify.annotations.NullMarked;
