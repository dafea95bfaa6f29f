/** From words to calibrated labels: normalisation, hashed n-grams, linear model, verdict. Pure. */
@NullMarked
package org.opinionloop.classifier.model;

import org.jspecify.annotations.NullMarked;
