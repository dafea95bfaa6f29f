/** What the tests of this service share. */
@NullMarked
package org.opinionloop.reply;

import org.jspecify.annotations.NullMarked;
