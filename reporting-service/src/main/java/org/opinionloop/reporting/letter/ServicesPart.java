package org.opinionloop.reporting.letter;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Table;
import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceSums;

/** How people rated services as they had them. */
final class ServicesPart {

  private final Draft draft;

  ServicesPart(Draft draft) {
    this.draft = draft;
  }

  /** None, if nobody rated. */
  List<Block> blocks() {
    List<ServiceSums.Row> services = draft.material().services();
    if (services.isEmpty()) {
      return List.of();
    }
    Levels all = services.stream().map(ServiceSums.Row::levels).reduce(Levels.NONE, Levels::plus);
    Question total = Question.services(draft.material().period());
    return List.of(
        new Paragraph(
            "在服务窗口和网上，群众对刚刚办理的事项实时评价"
                + draft.tracer().count("counts.rated", all.rated(), total)
                + "次，其中不满意"
                + draft.tracer().count("counts.dissatisfied", all.count(1, 2), total)
                + "次，满意率"
                + satisfaction(all, total)
                + "；不满意并留言的，已作为来信办理。"),
        new Table(
            draft.table("服务事项实时评价情况"),
            List.of("服务事项", "承办单位", "评价", "不满意", "满意率"),
            services.stream()
                .sorted(Comparator.comparing(row -> -row.levels().rated()))
                .map(this::row)
                .toList()));
  }

  /** The service with the lowest rate, if it is below this one. */
  Optional<String> weakest(double goal, int enough) {
    return draft.material().services().stream()
        .filter(row -> row.levels().rated() >= enough && rate(row.levels()).orZero() < goal)
        .min(Comparator.comparingDouble(row -> rate(row.levels()).orZero()))
        .map(
            row ->
                draft.unitOf(row.values().get(0))
                    + "“"
                    + draft.service(row.values().get(0))
                    + "”，满意率"
                    + satisfaction(row.levels(), question(row)));
  }

  private List<String> row(ServiceSums.Row row) {
    return List.of(
        draft.service(row.values().get(0)),
        draft.unitOf(row.values().get(0)),
        draft.tracer().count("counts.rated", row.levels().rated(), question(row)),
        draft.tracer().count("counts.dissatisfied", row.levels().count(1, 2), question(row)),
        satisfaction(row.levels(), question(row)));
  }

  private Question question(ServiceSums.Row row) {
    return Question.service(draft.material().period(), row.values().get(0));
  }

  private String satisfaction(Levels levels, Question question) {
    return draft.tracer().percent("rates.satisfactionRate.value", rate(levels), question);
  }

  private Rate rate(Levels levels) {
    return levels.satisfaction(draft.material().weights().fairlySatisfied());
  }
}
