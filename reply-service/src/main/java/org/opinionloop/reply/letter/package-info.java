/**
 * How a letter reads: templates by kind and language, the words of dates and reasons, and the
 * promise of the day by which the office answers. Pure.
 */
@NullMarked
package org.opinionloop.reply.letter;

import org.jspecify.annotations.NullMarked;
