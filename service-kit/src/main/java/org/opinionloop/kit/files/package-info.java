/** Files that people's names and words are in. */
@NullMarked
package org.opinionloop.kit.files;

import org.jspecify.annotations.NullMarked;
