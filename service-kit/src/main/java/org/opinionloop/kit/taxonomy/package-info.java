/** Where the taxonomy comes from. */
@NullMarked
package org.opinionloop.kit.taxonomy;

import org.jspecify.annotations.NullMarked;
