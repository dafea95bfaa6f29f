/**
 * Errors at the doors: problem documents of RFC 9457 that name field, shape and expectation, never
 * a value.
 */
@NullMarked
package org.opinionloop.kit.problem;

import org.jspecify.annotations.NullMarked;
