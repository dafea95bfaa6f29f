/** Writes the letters, each exactly once for its cause, and delivers them. */
@NullMarked
package org.opinionloop.reply;

import org.jspecify.annotations.NullMarked;
