/**
 * What travels on the topics: one record an event, identifiers that are types, the topic names, and
 * the one codec that turns them into JSON and back. Knows no Spring; everything here may be used by
 * a consumer outside this house.
 */
@NullMarked
package org.opinionloop.contracts;

import org.jspecify.annotations.NullMarked;
