/** The loop as a deployment runs it: a broker and services, each a process of its own. */
@NullMarked
package org.opinionloop.bench.loop;

import org.jspecify.annotations.NullMarked;
