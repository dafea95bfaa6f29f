/**
 * The loop on one machine: a Kafka broker and the four services in one process, started and stopped
 * in order. The only place that knows several services.
 */
@NullMarked
package org.opinionloop.local;

import org.jspecify.annotations.NullMarked;
