/** By what opinions about the same issue are recognised. Pure. */
@NullMarked
package org.opinionloop.classifier.issue;

import org.jspecify.annotations.NullMarked;
