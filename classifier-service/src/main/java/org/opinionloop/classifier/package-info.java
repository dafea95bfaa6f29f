/** Tags every opinion with theme, field and kind; trains and evaluates its own model. */
@NullMarked
package org.opinionloop.classifier;

import org.jspecify.annotations.NullMarked;
