/** Micro-benchmarks of the code that every opinion runs through. */
@NullMarked
package org.opinionloop.bench.code;

import org.jspecify.annotations.NullMarked;
