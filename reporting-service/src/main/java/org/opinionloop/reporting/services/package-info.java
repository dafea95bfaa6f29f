/** Ratings of services: cells of their own, which the closed loop knows nothing of. Pure. */
@NullMarked
package org.opinionloop.reporting.services;

import org.jspecify.annotations.NullMarked;
