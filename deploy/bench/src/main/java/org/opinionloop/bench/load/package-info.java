/** A client that costs next to nothing, so that what is measured is the server. */
@NullMarked
package org.opinionloop.bench.load;

import org.jspecify.annotations.NullMarked;
