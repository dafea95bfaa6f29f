package org.opinionloop.classifier.training;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rows from JSON Lines ({@code .jsonl}) or CSV ({@code .csv}, RFC 4180, first line names the
 * columns), UTF-8 with or without a byte order mark, either of them gzipped ({@code .gz}). What is
 * no UTF-8, as GBK, is refused rather than read as something else.
 */
final class RowFile {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RowFile() {}

  static List<Row> read(Path file) {
    String name = file.getFileName().toString();
    boolean packed = name.endsWith(".gz");
    String plain = packed ? name.substring(0, name.length() - 3) : name;
    if (!Files.isReadable(file)) {
      throw new UsageException(file + ": cannot be read (expected: a file)");
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = packed ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
      skipMark(lines);
      if (plain.endsWith(".csv")) {
        return csv(lines, name);
      }
      if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json")) {
        return json(lines, name);
      }
      throw new UsageException(name + ": unknown kind of file (expected: .jsonl or .csv, or .gz)");
    } catch (CharacterCodingException foreign) {
      throw new UsageException(name + ": not in UTF-8 (expected: a file in UTF-8)");
    } catch (ZipException | EOFException packing) {
      throw new UsageException(name + ": not gzipped, or cut off (expected: what .gz says)");
    } catch (IOException unreadable) {
      throw new UsageException(name + ": cannot be read to its end (expected: a file)");
    }
  }

  private static void skipMark(BufferedReader lines) throws IOException {
    lines.mark(1);
    if (lines.read() != BYTE_ORDER_MARK) {
      lines.reset();
    }
  }

  private static List<Row> json(BufferedReader lines, String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Map<String, String> values = new LinkedHashMap<>();
      JsonNode node;
      try {
        node = JSON.readTree(line);
      } catch (JacksonException broken) {
        throw new UsageException(name + " line " + number + ": no JSON (expected: one object)");
      }
      if (!node.isObject()) {
        throw new UsageException(name + " line " + number + ": no object (expected: one object)");
      }
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        if (property.getValue().isValueNode() && !property.getValue().isNull()) {
          values.put(property.getKey(), property.getValue().asString());
        }
      }
      rows.add(new Row(name + " line " + number, values));
    }
    return rows;
  }

  /**
   * A record of a file of comma-separated values.
   *
   * @param line on which it begins, from 1 on
   */
  private record CsvRecord(int line, List<String> values) {}

  private static List<Row> csv(BufferedReader in, String name) throws IOException {
    List<CsvRecord> records = records(in, name);
    if (records.isEmpty()) {
      return List.of();
    }
    List<String> columns = records.get(0).values();
    List<Row> rows = new ArrayList<>();
    for (CsvRecord record : records.subList(1, records.size())) {
      String place = name + " line " + record.line();
      int found = record.values().size();
      if (found != columns.size()) {
        throw new UsageException(
            place + ": " + found + " values (expected: " + columns.size() + ")");
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int c = 0; c < columns.size(); c++) {
        values.put(columns.get(c).strip(), record.values().get(c));
      }
      rows.add(new Row(place, values));
    }
    return rows;
  }

  /** A quote has a meaning at the start of a value only; elsewhere it is one character of it. */
  private static List<CsvRecord> records(BufferedReader in, String name) throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean fresh = true;
    boolean quoted = false;
    int line = 1;
    int begun = 1;
    int opened = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      line += c == '\n' ? 1 : 0;
      if (quoted) {
        if (c != '"') {
          value.append((char) c);
          continue;
        }
        in.mark(1);
        if (in.read() == '"') {
          value.append('"');
        } else {
          in.reset();
          quoted = false;
        }
      } else if (c == '"' && fresh) {
        quoted = true;
        fresh = false;
        opened = line;
      } else if (c == ',' || c == '\n') {
        record.add(value.toString());
        value.setLength(0);
        fresh = true;
        if (c == '\n') {
          keep(records, new CsvRecord(begun, record));
          record = new ArrayList<>();
          begun = line;
        }
      } else if (c != '\r') {
        value.append((char) c);
        fresh = false;
      }
    }
    if (quoted) {
      throw new UsageException(
          name + " line " + opened + ": a quote opens and never closes (expected: one more)");
    }
    if (!record.isEmpty() || !value.isEmpty()) {
      record.add(value.toString());
      keep(records, new CsvRecord(begun, record));
    }
    return records;
  }

  private static void keep(List<CsvRecord> records, CsvRecord record) {
    if (record.values().size() > 1 || !record.values().get(0).isEmpty()) {
      records.add(record);
    }
  }
}
