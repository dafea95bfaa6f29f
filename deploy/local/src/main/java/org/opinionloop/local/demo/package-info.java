/** Half a year of opinions, fed through the door, and a table of what became of them. */
@NullMarked
package org.opinionloop.local.demo;

import org.jspecify.annotations.NullMarked;
