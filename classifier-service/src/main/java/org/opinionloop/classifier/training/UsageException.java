package org.opinionloop.classifier.training;

/** The command cannot do what it was asked; the message is one sentence for whoever typed it. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
