package org.opinionloop.reporting.letter;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;

/**
 * What a letter is made of.
 *
 * @param period that has begun by {@code today}
 * @param total of the period
 * @param before of the period before
 * @param yearBefore of the same period a year earlier
 * @param themes by theme
 * @param channels by channel
 * @param units by responsible unit
 * @param trend by {@code trendBy}
 * @param trendBy the dimension of the trend, as {@code week}
 * @param services ratings of services, by service
 * @param promises measures
 * @param hot what many people wrote about, hottest first
 * @param zone where the office is
 * @param today in the office's time zone
 */
public record Material(
    Period period,
    Tally total,
    Tally before,
    Tally yearBefore,
    List<Row> themes,
    List<Row> channels,
    List<Row> units,
    List<Row> trend,
    String trendBy,
    List<ServiceSums.Row> services,
    Promises promises,
    Taxonomy taxonomy,
    Weights weights,
    Office office,
    List<HotTopic> hot,
    ZoneId zone,
    LocalDate today) {

  /** So many hot topics are told. */
  public static final int MOST_HOT = 5;

  /**
   * Measures.
   *
   * @param promised in the period
   * @param kept in the period, whenever they were promised
   * @param overdue today, of those promised by the end of the period
   */
  public record Promises(
      MeasureQuery.Found promised, MeasureQuery.Found kept, MeasureQuery.Found overdue) {}

  /**
   * What the office says of itself.
   *
   * @param channels names of channels by code
   * @param improvements what the office means to do, by finding (see {@link Finding})
   * @param outlook what it means to do in any case
   */
  public record Office(
      String organ,
      String addressee,
      String signature,
      Map<String, String> channels,
      Map<Finding, String> improvements,
      String outlook) {}

  /** What can be learnt from the figures. */
  public enum Finding {
    OVERDUE("针对部分意见超期的问题，"),
    SLOW("针对办理用时偏长的问题，"),
    DISSATISFIED("针对评价偏低的问题，"),
    REOPENED("针对退回重办的问题，"),
    UNREVIEWED("针对分类存疑的问题，"),
    PROMISES_OVERDUE("针对承诺措施逾期的问题，"),
    SERVICES("针对服务事项评价偏低的问题，"),
    ON_COURSE("");

    private final String about;

    Finding(String about) {
      this.about = about;
    }

    /** How the sentence about its improvement begins. */
    String about() {
      return about;
    }
  }
}
