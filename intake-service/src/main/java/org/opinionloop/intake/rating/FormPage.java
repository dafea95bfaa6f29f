package org.opinionloop.intake.rating;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What pages with a form have in common on the wire. */
final class FormPage {

  /** Nothing from elsewhere, nothing to elsewhere: an address may hold the number of an opinion. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  /** Not all of the form came, or too much: whoever answers has to see to the rest of it. */
  private static final Set<Integer> UNREAD = Set.of(408, 413);

  private FormPage() {}

  static ResponseEntity<String> html(HttpStatus status, String page) {
    return head(status).body(page);
  }

  private static ResponseEntity.BodyBuilder head(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Robots-Tag", "noindex");
  }

  /** What is said of a form that was not taken. */
  static Mono<ResponseEntity<String>> failure(
      RatingPage page, ProblemException problem, String language) {
    return UNREAD.contains(problem.problem().status())
        ? Mono.error(problem)
        : Mono.just(failed(page, problem, language));
  }

  static ResponseEntity<String> failed(RatingPage page, ProblemException problem, String language) {
    HttpStatus status = HttpStatus.valueOf(problem.problem().status());
    String key =
        switch (status) {
          case NOT_FOUND -> "unknown";
          case SERVICE_UNAVAILABLE -> "later";
          default -> "incomplete";
        };
    ResponseEntity.BodyBuilder head = head(status);
    if (problem.problem().retryAfterSeconds() != null) {
      head.header(HttpHeaders.RETRY_AFTER, problem.problem().retryAfterSeconds().toString());
    }
    return head.body(page.saying(key, language));
  }

  /** What the form says, its level and these texts, as the JSON of the other door would say it. */
  static ObjectNode fields(byte[] form, String... texts) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String pair : new String(form, StandardCharsets.UTF_8).split("&", 16)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = pair.substring(0, equals);
        String value = decoded(pair.substring(equals + 1));
        if (name.equals("level") && value.matches("[1-5]")) {
          fields.put(name, Integer.parseInt(value));
        } else if (Set.of(texts).contains(name)) {
          fields.put(name, value);
        }
      }
    }
    return fields;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      return "";
    }
  }
}
