/**
 * What is sent to the doors and cannot be taken: bodies within bounds, and problem documents of RFC
 * 9457 that name field, shape and expectation, never a value.
 */
@NullMarked
package org.opinionloop.kit.problem;

import org.jspecify.annotations.NullMarked;
