/**
 * Dead letters are work: an operator sees what lies in the dead-letter topics of this service's
 * consumers and has it read again, each exactly once, with a record of who did so.
 */
@NullMarked
package org.opinionloop.kit.deadletters;

import org.jspecify.annotations.NullMarked;
