/** The one way out: events go to Kafka and are acknowledged, or are refused at once. */
@NullMarked
package org.opinionloop.intake.publish;

import org.jspecify.annotations.NullMarked;
