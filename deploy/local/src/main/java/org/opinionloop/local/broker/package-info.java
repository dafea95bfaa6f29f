/** A real Kafka broker within this process. */
@NullMarked
package org.opinionloop.local.broker;

import org.jspecify.annotations.NullMarked;
