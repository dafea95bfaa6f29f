/** The topology: events to cases, cases to cells. It wires; what it wires decides. */
@NullMarked
package org.opinionloop.reporting.stream;

import org.jspecify.annotations.NullMarked;
