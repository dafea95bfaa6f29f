/** The doors to read by: one opinion, the work list, the figures. */
@NullMarked
package org.opinionloop.reporting.query;

import org.jspecify.annotations.NullMarked;
