/** API keys and what each may do. */
@NullMarked
package org.opinionloop.kit.security;

import org.jspecify.annotations.NullMarked;
