package org.opinionloop.kit.problem;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Spares the threads that read requests the search for character sets that do not exist. Spring
 * looks one up whenever it reads a content type, some ten times a request, and Java searches all
 * its jars each time for a name that it does not know or that cannot be one: a few such requests
 * would keep all others waiting. Here the parameter gets a name that no parameter may have, and the
 * request is refused at once, as it would have been.
 */
final class UnknownCharsets implements HttpHandlerDecoratorFactory {

  /** More than any character set's name is long. */
  private static final int TOO_LONG = 65;

  /** What names it: one content type has commas in it, where several are accepted they divide. */
  private static final Map<String, Pattern> HEADERS =
      Map.of(
          HttpHeaders.CONTENT_TYPE, charset("[^;]"),
          HttpHeaders.ACCEPT, charset("[^;,]"));

  /** Spring takes either for quotes. */
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  /** Not a token (RFC 9110, 5.6.2), so not the name of a parameter. */
  private static final String NONE = "charset?";

  /** Made when the first request names one. */
  private static final class Known {

    private static final Set<String> NAMES =
        Charset.availableCharsets().values().stream()
            .flatMap(
                charset -> Stream.concat(Stream.of(charset.name()), charset.aliases().stream()))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The parameter's name, and what its value begins with. */
  private static Pattern charset(String character) {
    return Pattern.compile(
        "(?<![a-z0-9!#$%&'*+.^_`|~-])charset(?=[\\x00-\\x20]*=("
            + character
            + "{0,"
            + TOO_LONG
            + "}))",
        Pattern.CASE_INSENSITIVE);
  }

  @Override
  public HttpHandler apply(HttpHandler handler) {
    return (request, response) -> handler.handle(withoutUnknown(request), response);
  }

  private static ServerHttpRequest withoutUnknown(ServerHttpRequest request) {
    ServerHttpRequest known = request;
    for (Map.Entry<String, Pattern> each : HEADERS.entrySet()) {
      String header = each.getKey();
      Pattern charset = each.getValue();
      List<String> values = request.getHeaders().getOrEmpty(header);
      if (values.stream().anyMatch(value -> namesUnknown(value, charset))) {
        String[] mended =
            values.stream().map(value -> withoutUnknown(value, charset)).toArray(String[]::new);
        known = known.mutate().header(header, mended).build();
      }
    }
    return known;
  }

  private static boolean namesUnknown(String value, Pattern charset) {
    return value.indexOf(';') >= 0 && !withoutUnknown(value, charset).equals(value);
  }

  private static String withoutUnknown(String value, Pattern charset) {
    return charset
        .matcher(value)
        .replaceAll(found -> isKnown(found.group(1)) ? found.group() : NONE);
  }

  private static boolean isKnown(String value) {
    if (value.length() >= TOO_LONG) {
      return false;
    }
    String name = unquoted(value.trim()).toLowerCase(Locale.ROOT);
    return name.equals("utf-8") || Known.NAMES.contains(name);
  }

  private static String unquoted(String value) {
    Matcher quoted = QUOTED.matcher(value);
    return quoted.matches() ? quoted.group(2) : value;
  }
}
