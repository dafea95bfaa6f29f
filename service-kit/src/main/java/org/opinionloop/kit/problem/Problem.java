package org.opinionloop.kit.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A problem document (RFC 9457).
 *
 * @param type a URN that stays the same for the same kind of problem, as {@code
 *     urn:opinion-loop:problem:validation}
 * @param violations field by field, if it is about fields
 * @param retryAfterSeconds when to try again, if that helps; also sent as {@code Retry-After}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type,
    String title,
    int status,
    @Nullable String detail,
    List<Violation> violations,
    @Nullable Long retryAfterSeconds) {

  private static final String TYPE = "urn:opinion-loop:problem:";

  /** Copies the list. */
  public Problem {
    violations = List.copyOf(violations);
  }

  /** A problem of this kind; {@code kind} in kebab case ends its type. */
  public static Problem of(HttpStatus status, String kind, String title) {
    return new Problem(URI.create(TYPE + kind), title, status.value(), null, List.of(), null);
  }

  /** The request's fields do not fit. */
  public static Problem validation(List<Violation> violations) {
    return new Problem(
        URI.create(TYPE + "validation"),
        "Some fields do not fit",
        HttpStatus.BAD_REQUEST.value(),
        null,
        violations,
        null);
  }

  /** The same with an explanation. */
  public Problem detail(String text) {
    return new Problem(type, title, status, text, violations, retryAfterSeconds);
  }

  /** The same with advice when to try again. */
  public Problem retryAfter(Duration delay) {
    return new Problem(type, title, status, detail, violations, Math.max(1, delay.toSeconds()));
  }

  /** What kind of problem it is: the end of its type, one of few; fit for a meter's tag. */
  @JsonIgnore
  public String kind() {
    String urn = type.toString();
    return urn.substring(urn.lastIndexOf(':') + 1);
  }
}
