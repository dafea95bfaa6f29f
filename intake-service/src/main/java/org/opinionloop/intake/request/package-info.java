/** Request bodies and their fields, and what is wrong with them. */
@NullMarked
package org.opinionloop.intake.request;

import org.jspecify.annotations.NullMarked;
