package org.opinionloop.reporting.letter;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letter by which the office tells the public what came in and what was done.
 *
 * @param organ 发函机关, whose name stands above
 * @param provisional whether the period has not ended, so that figures will still grow
 * @param figures every figure in the text and where it comes from, in the order of the text
 */
public record Letter(
    String period,
    LocalDate from,
    LocalDate to,
    boolean provisional,
    String organ,
    Title title,
    String addressee,
    List<Section> sections,
    String closing,
    String signature,
    LocalDate date,
    List<Figure> figures) {

  /** What is noted below while the period has not ended. */
  static final String PROVISIONAL = "注：本期尚未结束，数据为阶段性统计。";

  /** Copies the lists. */
  public Letter {
    sections = List.copyOf(sections);
    figures = List.copyOf(figures);
  }

  /**
   * What the letter is about; in JSON the text alone.
   *
   * @param words between any two of which a line may end
   */
  public record Title(List<String> words) {
    /** Copies the list. */
    public Title {
      words = List.copyOf(words);
    }

    /** The words together. */
    @JsonValue
    public String text() {
      return String.join("", words);
    }
  }

  /** One of the five parts. */
  public record Section(String heading, List<Block> blocks) {
    /** Copies the list. */
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** A piece of a part. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Paragraph.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Table.class, name = "table"),
    @JsonSubTypes.Type(value = Chart.class, name = "chart")
  })
  public sealed interface Block permits Paragraph, Table, Chart {}

  /** Text. */
  public record Paragraph(String text) implements Block {}

  /** Rows under a header. */
  public record Table(String caption, List<String> header, List<List<String>> rows)
      implements Block {
    /** Copies the lists. */
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A picture.
   *
   * @param svg a whole SVG element
   */
  public record Chart(String caption, String svg) implements Block {}

  /**
   * One figure of the text or of a chart.
   *
   * @param name what it is, as {@code rates.answerRate[theme=SERVICE]}
   * @param value as it stands in the text, rounded
   * @param number the same before rounding, as the answer holds it
   * @param numerator of a rate or a share
   * @param query the question whose answer holds it
   * @param path where in the answer it stands: JSONPath (RFC 9535), exactly one node
   */
  public record Figure(
      String name,
      String value,
      double number,
      @Nullable Double numerator,
      @Nullable Long denominator,
      String query,
      String path) {}
}
