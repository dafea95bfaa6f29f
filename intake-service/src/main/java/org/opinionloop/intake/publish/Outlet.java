package org.opinionloop.intake.publish;

import java.util.List;
import java.util.stream.Stream;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;

/**
 * Where one type of event goes out.
 *
 * @param topic its topic
 * @param codec how it is written
 */
public record Outlet<T extends Happening>(String topic, JsonCodec<T> codec) {

  /** Opinions as they come in. */
  public static final Outlet<OpinionReceived> RECEIVED =
      of(Topics.OPINIONS_RECEIVED, OpinionReceived.class);

  /** Officers' corrections. */
  public static final Outlet<OpinionCorrected> CORRECTED =
      of(Topics.OPINIONS_CORRECTED, OpinionCorrected.class);

  /** Officers' answers. */
  public static final Outlet<OpinionAnswered> ANSWERED =
      of(Topics.OPINIONS_ANSWERED, OpinionAnswered.class);

  /** Officers' extensions of a promise. */
  public static final Outlet<OpinionExtended> EXTENDED =
      of(Topics.OPINIONS_EXTENDED, OpinionExtended.class);

  /** Officers' refusals to take a matter on. */
  public static final Outlet<OpinionRejected> REJECTED =
      of(Topics.OPINIONS_REJECTED, OpinionRejected.class);

  /** The public's ratings. */
  public static final Outlet<OpinionRated> RATED = of(Topics.OPINIONS_RATED, OpinionRated.class);

  /** The public's ratings of services. */
  public static final Outlet<ServiceRated> SERVICE_RATED =
      of(Topics.SERVICES_RATED, ServiceRated.class);

  /** Officers' measures. */
  public static final Outlet<MeasureRecorded> MEASURE =
      of(Topics.MEASURES_RECORDED, MeasureRecorded.class);

  /** The topics this service writes to, that of contacts' keys included. */
  static List<String> topics() {
    return Stream.concat(
            Stream.of(
                    RECEIVED,
                    CORRECTED,
                    ANSWERED,
                    EXTENDED,
                    REJECTED,
                    RATED,
                    SERVICE_RATED,
                    MEASURE)
                .map(outlet -> outlet.topic()),
            Stream.of(Topics.CONTACT_KEYS))
        .toList();
  }

  private static <T extends Happening> Outlet<T> of(String topic, Class<T> type) {
    return new Outlet<>(topic, JsonCodec.of(type));
  }
}
