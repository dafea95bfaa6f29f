/**
 * Which letters an opinion gives rise to, and when: the office's file of each case, folded from its
 * events. Pure.
 */
@NullMarked
package org.opinionloop.reply.correspondence;

import org.jspecify.annotations.NullMarked;
