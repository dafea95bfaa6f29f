package org.opinionloop.reporting.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.opinionloop.kit.trace.Trace;

/**
 * Of the headers of an event only its trace goes on to what is told of it in an internal topic.
 * Until there they stay, so that a dead letter has them.
 *
 * @param <V> the type of the values
 */
final class TraceAlone<V> extends ContextualFixedKeyProcessor<String, V, V> {

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    Headers headers = new RecordHeaders();
    Trace.carry(record.headers(), headers);
    context().forward(record.withHeaders(headers));
  }
}
