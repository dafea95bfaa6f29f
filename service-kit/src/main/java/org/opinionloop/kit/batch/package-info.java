/** Batches as Spring Cloud Stream hands them over, record by record. */
@NullMarked
package org.opinionloop.kit.batch;

import org.jspecify.annotations.NullMarked;
