package org.opinionloop.classifier.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opinionloop.classifier.issue.Fingerprinter;
import org.opinionloop.contracts.Fingerprint;
import tools.jackson.databind.json.JsonMapper;

/** {@code fingerprint}: what rows are recognised by, to try out how they would be grouped. */
final class FingerprintCommand implements Command {

  @Override
  public String help() {
    return """
        fingerprint: writes by what the service would recognise each row among others about the same issue.

          --data=FILE            rows: columns id, title, text and, if there are any, place, sender (or author_ref) and
                                 receivedAt (or submitted_at)
          --out=FILE.jsonl       columns id, sender, receivedAt, grams, place, keywords
          --model=FILE           the model (default: the one that ships)
          --taxonomy=FILE        your own taxonomy.yml

        Files are .jsonl or .csv, UTF-8, either gzipped (.gz). What is written holds no words but those of the office's list.
        """;
  }

  @Override
  public Set<String> options() {
    return Set.of("data", "out", "model", "taxonomy");
  }

  @Override
  public void run(Options options, PrintStream out) throws IOException {
    Path target = Path.of(options.required("out"));
    options.required("data");
    Fingerprinter fingerprinter =
        new Fingerprinter(
            EvaluateCommand.model(options.get("model", "")), TaxonomyOption.read(options));
    JsonMapper mapper = JsonMapper.builder().build();
    int rows = 0;
    try (BufferedWriter file = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      for (Path data : options.paths("data")) {
        for (Row row : RowFile.read(data)) {
          file.write(mapper.writeValueAsString(line(row, fingerprinter)));
          file.write('\n');
          rows++;
        }
      }
    }
    out.printf(Locale.ROOT, "%s: %d rows%n", target, rows);
  }

  private static Map<String, Object> line(Row row, Fingerprinter fingerprinter) {
    Fingerprint fingerprint = fingerprinter.of(row.title(), row.text(), row.get("place"));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", row.get("id"));
    line.put("sender", row.get("sender", "author_ref"));
    line.put("receivedAt", row.get("receivedAt", "submitted_at"));
    line.put("grams", fingerprint.grams());
    line.put("place", fingerprint.place());
    line.put("keywords", fingerprint.keywords());
    return line;
  }
}
