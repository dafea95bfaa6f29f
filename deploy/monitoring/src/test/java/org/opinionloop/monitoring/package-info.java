/** Tests that alerts, runbook, dashboards and meters are about one and the same system. */
@NullMarked
package org.opinionloop.monitoring;

import org.jspecify.annotations.NullMarked;
