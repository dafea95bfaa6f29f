/** Where the office's working time comes from: settings, bundled calendars and a folder of more. */
@NullMarked
package org.opinionloop.kit.calendar;

import org.jspecify.annotations.NullMarked;
