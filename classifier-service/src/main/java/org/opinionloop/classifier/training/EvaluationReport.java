package org.opinionloop.classifier.training;

import java.io.PrintStream;
import java.util.Locale;

/** An evaluation as text for a person. */
final class EvaluationReport {

  private final PrintStream out;

  EvaluationReport(PrintStream out) {
    this.out = out;
  }

  void print(String model, String axis, Evaluation evaluation, int rows, double speed) {
    line("%s on %s: %d rows", model, axis, rows);
    line(
        "accuracy %.4f  macro-F1 %.4f  expected calibration error %.4f  %,.0f texts/s",
        evaluation.accuracy(), evaluation.macroF1(), evaluation.ece(), speed);
    line("%n%-26s %9s %9s %9s %9s", "label", "precision", "recall", "F1", "rows");
    evaluation
        .perClass()
        .forEach(
            (label, figures) ->
                line(
                    "%-26s %9.4f %9.4f %9.4f %9d",
                    label, figures.precision(), figures.recall(), figures.f1(), figures.support()));
    line("%nconfusion (rows: true, columns: predicted, same order)");
    for (int c = 0; c < evaluation.labels().size(); c++) {
      StringBuilder cells = new StringBuilder();
      for (int cell : evaluation.confusion()[c]) {
        cells.append(String.format(Locale.ROOT, "%6d", cell));
      }
      line("%-26s%s", evaluation.labels().get(c), cells);
    }
    line("%n%9s %9s %9s", "coverage", "accuracy", "threshold");
    for (Evaluation.Coverage point : evaluation.coverage()) {
      line("%9.2f %9.4f %9.4f", point.coverage(), point.accuracy(), point.threshold());
    }
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
