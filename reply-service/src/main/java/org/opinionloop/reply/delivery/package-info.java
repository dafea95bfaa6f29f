/**
 * From {@code letters.issued} to the person: by mail, webhook or a folder of files; every outcome
 * goes to {@code letters.delivered}. The only place where contact details are read.
 */
@NullMarked
package org.opinionloop.reply.delivery;

import org.jspecify.annotations.NullMarked;
