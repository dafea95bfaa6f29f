/** How fast the services are, each beside the best plain program for the same work. */
@NullMarked
package org.opinionloop.bench.speed;

import org.jspecify.annotations.NullMarked;
