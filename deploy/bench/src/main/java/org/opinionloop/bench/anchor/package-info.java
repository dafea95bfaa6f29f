/** Plain programs, as fast as they can be written, that services are measured against. */
@NullMarked
package org.opinionloop.bench.anchor;

import org.jspecify.annotations.NullMarked;
