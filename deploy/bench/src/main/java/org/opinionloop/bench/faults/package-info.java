/**
 * Breaks a running loop on purpose, and proves from its topics that nothing was lost or doubled.
 */
@NullMarked
package org.opinionloop.bench.faults;

import org.jspecify.annotations.NullMarked;
