/** Wires the model and the rules to the topics; decides nothing. */
@NullMarked
package org.opinionloop.classifier.stream;

import org.jspecify.annotations.NullMarked;
