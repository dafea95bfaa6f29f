/** The fold of what happened to an opinion into its case. Pure. */
@NullMarked
package org.opinionloop.reporting.cases;

import org.jspecify.annotations.NullMarked;
