/** Tests of the Helm chart, as far as they can be made without a cluster. */
@NullMarked
package org.opinionloop.kubernetes;

import org.jspecify.annotations.NullMarked;
