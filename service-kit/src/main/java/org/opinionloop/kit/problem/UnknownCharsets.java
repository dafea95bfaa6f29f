package org.opinionloop.kit.problem;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Spares the threads that read requests the search for character sets that do not exist. Spring
 * looks one up whenever it reads a content type, some ten times a request, and Java searches all
 * its jars each time for a name that it does not know: a few such requests would keep all others
 * waiting. Here the name becomes one that cannot be a character set's, and is refused at once as
 * the unknown one would have been.
 */
final class UnknownCharsets implements HttpHandlerDecoratorFactory {

  private static final List<String> HEADERS = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT);

  /** The name of a parameter, and what may be a name of a character set (RFC 2978, 2.3). */
  private static final Pattern CHARSET =
      Pattern.compile(
          "(?<=[;\\s])(charset\\s*=\\s*[\"']?)([a-z0-9][a-z0-9+.:_-]*)", Pattern.CASE_INSENSITIVE);

  /** Java refuses it for its first character. */
  private static final String NONE = "$1-";

  /** Made when the first request names one. */
  private static final class Known {

    private static final Set<String> NAMES =
        Charset.availableCharsets().values().stream()
            .flatMap(
                charset -> Stream.concat(Stream.of(charset.name()), charset.aliases().stream()))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public HttpHandler apply(HttpHandler handler) {
    return (request, response) -> handler.handle(withoutUnknown(request), response);
  }

  private static ServerHttpRequest withoutUnknown(ServerHttpRequest request) {
    ServerHttpRequest known = request;
    for (String header : HEADERS) {
      List<String> values = request.getHeaders().get(header);
      String[] mended = values == null ? null : withoutUnknown(values);
      if (mended != null) {
        known = known.mutate().header(header, mended).build();
      }
    }
    return known;
  }

  /** Null if there is nothing to mend. */
  private static String @Nullable [] withoutUnknown(List<String> values) {
    String[] mended = null;
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      String without = value.indexOf(';') < 0 ? value : withoutUnknown(value);
      if (!without.equals(value)) {
        mended = mended == null ? values.toArray(String[]::new) : mended;
        mended[i] = without;
      }
    }
    return mended;
  }

  private static String withoutUnknown(String value) {
    return CHARSET
        .matcher(value)
        .replaceAll(
            found -> isKnown(found.group(2)) ? Matcher.quoteReplacement(found.group()) : NONE);
  }

  private static boolean isKnown(String name) {
    return name.equalsIgnoreCase("utf-8") || Known.NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
