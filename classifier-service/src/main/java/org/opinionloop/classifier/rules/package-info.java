/** What is decided by rules and never by a model: validity, priority, topic, summary. Pure. */
@NullMarked
package org.opinionloop.classifier.rules;

import org.jspecify.annotations.NullMarked;
