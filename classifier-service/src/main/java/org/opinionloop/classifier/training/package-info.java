/** Commands that train a model from labelled rows and say how good one is. */
@NullMarked
package org.opinionloop.classifier.training;

import org.jspecify.annotations.NullMarked;
