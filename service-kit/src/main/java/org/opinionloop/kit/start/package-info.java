/** Why a service does not start, in one sentence. */
@NullMarked
package org.opinionloop.kit.start;

import org.jspecify.annotations.NullMarked;
