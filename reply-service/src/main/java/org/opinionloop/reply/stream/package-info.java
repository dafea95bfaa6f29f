/** From the opinion topics to {@code letters.issued}: the topology and its store. */
@NullMarked
package org.opinionloop.reply.stream;

import org.jspecify.annotations.NullMarked;
