/** Records as they leave and as they fail: CloudEvents headers and dead letters. */
@NullMarked
package org.opinionloop.kit.event;

import org.jspecify.annotations.NullMarked;
