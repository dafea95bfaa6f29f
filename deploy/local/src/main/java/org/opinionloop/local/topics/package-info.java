/** The topics of {@code topics.yaml}: what there should be, what is missing, and making it so. */
@NullMarked
package org.opinionloop.local.topics;

import org.jspecify.annotations.NullMarked;
