/** The way into a Kafka Streams topology: bytes become events, or dead letters. */
@NullMarked
package org.opinionloop.kit.streams;

import org.jspecify.annotations.NullMarked;
