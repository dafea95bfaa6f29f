package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import tools.jackson.databind.json.JsonMapper;

/** Joins corrections to the opinions they are about; the first receipt and the last label count. */
final class Corrections {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<OpinionId, Map<String, String>> labels = new LinkedHashMap<>();
  private final Map<OpinionId, OpinionReceived> opinions = new LinkedHashMap<>();

  void add(OpinionCorrected correction) {
    Map<String, String> own =
        labels.computeIfAbsent(correction.opinionId(), id -> new LinkedHashMap<>());
    put(own, "theme", correction.theme());
    put(own, "field", correction.field());
    put(own, "kind", correction.kind() == null ? null : correction.kind().name());
  }

  /** Keeps the opinion if there is a correction of it. */
  void add(OpinionReceived opinion) {
    if (labels.containsKey(opinion.opinionId())) {
      opinions.putIfAbsent(opinion.opinionId(), opinion);
    }
  }

  /** One JSON object an opinion whose labels were corrected. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    labels.forEach(
        (id, own) -> {
          OpinionReceived opinion = opinions.get(id);
          if (opinion != null && !own.isEmpty()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("id", id.value());
            row.put("channel", opinion.channel());
            put(row, "title", opinion.title());
            row.put("text", opinion.text());
            row.putAll(own);
            lines.add(JSON.writeValueAsString(row));
          }
        });
    return lines;
  }

  /** How many opinions were corrected that have not been added. */
  long orphans() {
    return labels.keySet().stream().filter(id -> !opinions.containsKey(id)).count();
  }

  private static void put(Map<String, String> row, String column, @Nullable String value) {
    if (value != null) {
      row.put(column, value);
    }
  }
}
