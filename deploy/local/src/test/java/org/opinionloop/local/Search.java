package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Looks for what was planted in what a loop has left behind. */
final class Search {

  private Search() {}

  /** The topics with a record that holds any of it, in clear or in Base64. */
  static Set<String> topicsHolding(
      List<String> planted, Map<String, List<ConsumerRecord<String, byte[]>>> topics) {
    Set<String> holding = new TreeSet<>();
    topics.forEach(
        (topic, records) -> {
          if (records.stream().anyMatch(record -> holds(record, planted))) {
            holding.add(topic);
          }
        });
    return holding;
  }

  private static boolean holds(ConsumerRecord<String, byte[]> record, List<String> planted) {
    StringBuilder all = new StringBuilder().append(record.key());
    if (record.value() != null) {
      all.append(new String(record.value(), UTF_8));
    }
    for (Header header : record.headers()) {
      all.append(new String(header.value(), UTF_8));
    }
    return planted.stream()
        .anyMatch(each -> all.indexOf(each) >= 0 || all.indexOf(inBase64(each)) >= 0);
  }

  /** Without the end, which what follows it decides. */
  private static String inBase64(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Base64.getEncoder().encodeToString(bytes).substring(0, bytes.length / 3 * 4);
  }

  /** Names and values of the headers of all records. */
  static List<String> headers(Map<String, List<ConsumerRecord<String, byte[]>>> topics) {
    return topics.values().stream()
        .flatMap(List::stream)
        .flatMap(record -> Stream.of(record.headers().toArray()))
        .filter(header -> header.value() != null)
        .map(header -> header.key() + new String(header.value(), UTF_8))
        .toList();
  }

  /** The files under it that hold these bytes; the directory itself if it cannot be told. */
  static List<Path> filesHolding(byte[] bytes, Path directory) {
    String sought = new String(bytes, ISO_8859_1);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> read(file).contains(sought))
          .toList();
    } catch (IOException | UncheckedIOException vanishing) {
      return List.of(directory); // files come and go while the loop runs: look again
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
