/** The way to the cluster: what every Kafka client is given, and whether the cluster answers. */
@NullMarked
package org.opinionloop.kit.kafka;

import org.jspecify.annotations.NullMarked;
