package org.opinionloop.bench.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opinionloop.bench.loop.Arrival;

/**
 * What is to be seen from outside when everything has come to rest: the topics, as a reader of
 * committed records sees them, the figures at reporting's door, and what arrived at people's.
 *
 * @param received how many {@code OpinionReceived} there are of an opinion, by its number
 * @param classified how many {@code OpinionClassified}
 * @param firstLetters the first letters of an opinion, by its number: ids of letters
 * @param letters how many {@code LetterIssued} there are of a letter, by its id
 * @param outcomes how its delivery ended, by the letter's id
 * @param deferred the opinions of which an attempt at delivering a letter failed and was put off
 * @param cases the opinions that reporting has a case of
 * @param totals sums over the cells of the reporting topic, by the name of the count
 * @param figures received according to {@code GET /v1/metrics}, summed over the rows, by dimension
 * @param deadLetters all of them
 * @param arrivals of letters at mail server and webhook
 */
record Evidence(
    Map<String, Integer> received,
    Map<String, Integer> classified,
    Map<String, List<String>> firstLetters,
    Map<String, Integer> letters,
    Map<String, List<String>> outcomes,
    Set<String> deferred,
    Set<String> cases,
    Map<String, Long> totals,
    Map<String, Long> figures,
    List<Reject> deadLetters,
    List<Arrival> arrivals) {

  /**
   * A dead letter.
   *
   * @param topic of the record that could not be read
   * @param consumer who could not read it
   * @param value its beginning
   */
  record Reject(String topic, String consumer, String value) {}
}
