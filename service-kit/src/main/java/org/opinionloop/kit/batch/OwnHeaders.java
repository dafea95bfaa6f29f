package org.opinionloop.kit.batch;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.trace.Trace;

/**
 * Of a record's headers those that services write themselves. Anybody may write others, as many and
 * as large as a topic takes, and compressed even more; passed on with the record, they may be more
 * than the next topic takes, and whoever passes it on stops there for good.
 */
public final class OwnHeaders {

  /** Of a value; what is longer is none of ours. */
  private static final int MOST_BYTES = 1000;

  private OwnHeaders() {}

  /**
   * The event's headers and its trace, each once, as the last of its name says.
   *
   * @param more names that are known where the record is passed on
   */
  public static Headers of(Headers headers, Collection<String> more) {
    Headers own = new RecordHeaders();
    Stream.of(CloudEventHeaders.NAMES, List.of(Trace.HEADER), more)
        .flatMap(Collection::stream)
        .forEach(
            name -> {
              Header header = headers.lastHeader(name);
              if (header != null && header.value() != null && header.value().length <= MOST_BYTES) {
                own.add(name, header.value());
              }
            });
    return own;
  }
}
