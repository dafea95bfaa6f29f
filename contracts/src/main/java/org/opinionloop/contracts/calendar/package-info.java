/**
 * Working time: which days the office works, from when to when, and how much of that lies between
 * two instants. Pure; reply promises with it, reporting measures with it.
 */
@NullMarked
package org.opinionloop.contracts.calendar;

import org.jspecify.annotations.NullMarked;
