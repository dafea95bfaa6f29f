/** The rim that all services share: how a service starts and what it brings along. No business. */
@NullMarked
package org.opinionloop.kit;

import org.jspecify.annotations.NullMarked;
