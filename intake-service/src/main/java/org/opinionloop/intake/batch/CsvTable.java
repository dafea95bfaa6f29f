package org.opinionloop.intake.batch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns rows of CSV into the objects that JSON would have been. Columns are called as the fields
 * are, those of an object with a dot ({@code contact.email}); case does not matter, unknown columns
 * are ignored and empty cells are absent.
 */
final class CsvTable {

  private static final Set<String> REQUIRED = Set.of("channel", "text");
  private static final List<String> FIELDS =
      List.of(
          "channel",
          "text",
          "title",
          "externalId",
          "submittedAt",
          "receivedAt",
          "acknowledge",
          "district",
          "place",
          "language",
          "contact.name",
          "contact.email",
          "contact.phone",
          "contact.webhook");

  private final Charset charset;
  private final List<String> columns;

  /**
   * A table with this header.
   *
   * @throws ProblemException 400 if a required column is missing, or one is there twice
   */
  CsvTable(byte[] header, Charset charset) {
    this.charset = charset;
    this.columns = cells(header).stream().map(CsvTable::field).toList();
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!column.isEmpty() && !seen.add(column)) {
        violations.add(new Violation(column, "two columns", "one column"));
      }
    }
    for (String column : REQUIRED) {
      if (!seen.contains(column)) {
        violations.add(
            new Violation(column, "no column", "a column of this name in the first line"));
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.validation(violations));
    }
  }

  /**
   * The object that this row stands for.
   *
   * @throws ProblemException 400 if it is no CSV, not in the character set, or longer than the
   *     header: then a comma stands where none should and the cells are not what they seem
   */
  ObjectNode object(byte[] row) {
    List<String> cells = cells(row);
    if (cells.size() > columns.size()) {
      throw malformed(
          "found: "
              + cells.size()
              + " cells (expected: "
              + columns.size()
              + ", as in the first line; a text with commas stands in quotation marks)");
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      if (!column.isEmpty() && !cells.get(i).isBlank()) {
        put(object, column, cells.get(i));
      }
    }
    return object;
  }

  private static void put(ObjectNode object, String column, String cell) {
    int dot = column.indexOf('.');
    if (dot > 0) {
      object.withObjectProperty(column.substring(0, dot)).put(column.substring(dot + 1), cell);
    } else if (column.equals("acknowledge") && cell.strip().matches("(?i)true|false")) {
      object.put(column, Boolean.parseBoolean(cell.strip()));
    } else {
      object.put(column, cell);
    }
  }

  private List<String> cells(byte[] row) {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(row)).toString();
      return CsvReader.builder()
          .detectBomHeader(false)
          .skipEmptyLines(false)
          .ofSingleCsvRecord(text)
          .getFields();
    } catch (CharacterCodingException foreign) {
      throw malformed("not in the character set " + charset.name());
    } catch (CsvParseException noCsv) {
      throw malformed("no CSV: something stands between a closing quotation mark and the comma");
    }
  }

  private static String field(String header) {
    String name = header.strip();
    return FIELDS.stream().filter(name::equalsIgnoreCase).findFirst().orElse("");
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.BAD_REQUEST, "malformed", "The line cannot be read").detail(detail));
  }
}
