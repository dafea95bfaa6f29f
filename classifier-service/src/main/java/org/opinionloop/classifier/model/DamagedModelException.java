package org.opinionloop.classifier.model;

/** A file that is no model, or no longer one; the message is one sentence for the operator. */
public final class DamagedModelException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DamagedModelException(String message) {
    super(message);
  }
}
