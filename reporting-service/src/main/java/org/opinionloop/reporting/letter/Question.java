package org.opinionloop.reporting.letter;

/**
 * What to ask so as to get the figures of some cases.
 *
 * @param of whose figures, at the end of their names, as {@code [theme=SERVICE]}; empty for all
 * @param query of which service door, with its parameters
 * @param path where in the answer they stand, as JSONPath
 */
record Question(String of, String query, String path) {

  /** About all cases of a period. */
  static Question total(Period period) {
    return new Question("", metrics(period), "$.total");
  }

  /** About those of one value of a dimension. */
  static Question one(Period period, String dimension, String value) {
    return new Question(
        '[' + dimension + '=' + value + ']',
        metrics(period) + "&by=" + dimension,
        "$.rows" + where(dimension, value));
  }

  /** About how a period differs from another; {@code with} is {@code before} or yearBefore. */
  static Question change(Period period, String with) {
    return new Question(
        '[' + with + ']', metrics(period) + "&compare=true", "$.change" + where("with", with));
  }

  /** About the ratings of one service. */
  static Question service(Period period, String service) {
    return new Question(
        "[service=" + service + ']',
        "/v1/service-ratings?period=" + period.code() + "&by=service",
        "$.rows" + where("service", service));
  }

  /** About the ratings of all services. */
  static Question services(Period period) {
    return new Question("[services]", "/v1/service-ratings?period=" + period.code(), "$.total");
  }

  /** How many measures there are of which this holds. */
  static Question measures(String which, String parameters) {
    return new Question("[measures " + which + ']', "/v1/measures?" + parameters, "$");
  }

  /** About an issue among the hottest of a period. */
  static Question hot(Period period, String issue) {
    return new Question(
        "[issue=" + issue + ']',
        "/v1/hot-topics?from="
            + period.from()
            + "&to="
            + period.to()
            + "&limit="
            + Material.MOST_HOT,
        "$.topics" + where("issue", issue));
  }

  /** The step of a path that picks the members with this value. */
  static String where(String name, String value) {
    return "[?@." + name + "=='" + value.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private static String metrics(Period period) {
    return "/v1/metrics?period=" + period.code();
  }
}
