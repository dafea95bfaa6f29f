package org.opinionloop.classifier.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opinionloop.classifier.model.DamagedModelException;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.ModelFile;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.batch.BatchConfiguration;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.trace.Tracing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.messaging.Message;

/** The function {@code classify} and what it is made of. */
@Configuration(proxyBeanMethods = false)
@Import(BatchConfiguration.class)
class ClassificationStream {

  /** {@code opinions.received} to {@code opinions.classified}, same key, a batch a transaction. */
  @Bean
  Function<Message<List<byte[]>>, List<Message<?>>> classify(
      Model model, Taxonomy taxonomy, MeterRegistry registry, Tracing tracing, Clock clock) {
    return new Classification(
        new Classifier(model, taxonomy),
        new OutboundMessages("classifier-service", new DeadLetterMeter(registry), clock),
        new ClassificationMeters(registry),
        tracing,
        clock);
  }

  @Bean
  Model model(@Value("${opinion-loop.classifier.model}") @Nullable Resource file)
      throws IOException {
    if (file == null || !file.isReadable()) {
      throw new IllegalStateException(
          "opinion-loop.classifier.model: "
              + (file == null ? "nothing" : file.getDescription())
              + " (expected: a readable file made by the train command)");
    }
    try (InputStream in = file.getInputStream()) {
      return ModelFile.read(in, file.getDescription());
    } catch (DamagedModelException damaged) {
      throw new IllegalStateException(
          "opinion-loop.classifier.model: " + damaged.getMessage(), damaged);
    }
  }
}
