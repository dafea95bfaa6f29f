package org.opinionloop.contracts;

/** How the delivery of a letter ended. */
public enum DeliveryOutcome {
  DELIVERED,
  FAILED,
  SUPPRESSED
}
