/** What the suites of all services are made of: a broker, its topics, a running service. */
@NullMarked
package org.opinionloop.kit.testing;

import org.jspecify.annotations.NullMarked;
