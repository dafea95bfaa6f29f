/** W3C trace context through requests, records and log lines; spans for those who collect them. */
@NullMarked
package org.opinionloop.kit.trace;

import org.jspecify.annotations.NullMarked;
