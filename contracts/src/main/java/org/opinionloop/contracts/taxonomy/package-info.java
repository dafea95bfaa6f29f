/**
 * The words of the office: themes, fields of government, kinds and responsible units, as
 * configured. Pure.
 */
@NullMarked
package org.opinionloop.contracts.taxonomy;

import org.jspecify.annotations.NullMarked;
