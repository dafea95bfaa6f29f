package org.opinionloop.kit.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.server.ServerWebExchange;

/**
 * The path of a request as the handlers will see it: a filter that reads it otherwise guards
 * another door than the one that is opened.
 */
public final class RoutedPath {

  private RoutedPath() {}

  /**
   * Its segments, decoded and without their parameters; there may be none. One may hold a slash,
   * which was encoded and separates nothing.
   */
  public static List<String> segments(ServerWebExchange exchange) {
    List<String> segments = new ArrayList<>();
    for (PathContainer.Element each :
        exchange.getRequest().getPath().pathWithinApplication().elements()) {
      if (each instanceof PathSegment segment) {
        segments.add(segment.valueToMatch());
      }
    }
    return segments;
  }
}
