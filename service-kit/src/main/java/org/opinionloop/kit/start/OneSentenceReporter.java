package org.opinionloop.kit.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Logs why a service does not start as one line. Boot's own report, of a dozen lines, is switched
 * off in {@code opinion-loop.yml}.
 */
final class OneSentenceReporter implements FailureAnalysisReporter {

  private static final Logger LOG = LoggerFactory.getLogger("org.opinionloop.start");

  @Override
  public void report(FailureAnalysis analysis) {
    LOG.error("cannot start: {}", line(analysis));
  }

  private static String line(FailureAnalysis analysis) {
    String action = analysis.getAction();
    String text = analysis.getDescription() + (action == null ? "" : " - " + action);
    return text.strip().replaceAll("\\s+", " ");
  }
}
