/**
 * Contact details, sealed so that whoever takes them in cannot read them back: intake holds the
 * public key only, reply alone the private one; and so that they can be destroyed although the
 * topics keep everything: each opinion has a key of its own besides. The sealed form travels on the
 * topics, hence it lives here.
 */
@NullMarked
package org.opinionloop.contracts.contact;

import org.jspecify.annotations.NullMarked;
