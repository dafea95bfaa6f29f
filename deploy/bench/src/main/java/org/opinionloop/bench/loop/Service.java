package org.opinionloop.bench.loop;

/** One of the four. */
public enum Service {
  INTAKE("intake-service"),
  CLASSIFIER("classifier-service"),
  REPLY("reply-service"),
  REPORTING("reporting-service");

  private final String title;

  Service(String title) {
    this.title = title;
  }

  /** As its module and its jar are called. */
  public String title() {
    return title;
  }
}
