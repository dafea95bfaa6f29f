package org.opinionloop.kit.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Finds the sentence in a failed start: a port that is taken, a setting that our own code refused
 * with {@link IllegalArgumentException} or {@link IllegalStateException} (its message is the
 * sentence), or one that does not bind. It goes before Boot's analyzers, which would show the
 * setting's value, and that may be a secret. What is none of these is left to them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer implements FailureAnalyzer {

  private static final String OURS = "org.opinionloop.";

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return portInUse(chain)
        .or(() -> refused(chain))
        .or(() -> unbound(chain))
        .or(() -> unresolved(chain))
        .map(sentence -> new FailureAnalysis(sentence, null, failure))
        .orElse(null);
  }

  private static Optional<String> portInUse(List<Throwable> chain) {
    return all(chain, PortInUseException.class).stream()
        .findFirst()
        .map(taken -> "server.port: " + taken.getPort() + " is taken (expected: a free port)");
  }

  private static Optional<String> refused(List<Throwable> chain) {
    return chain.stream()
        .filter(SettingFailureAnalyzer::isOurs)
        .findFirst()
        .map(ours -> prefix(chain, String.valueOf(ours.getMessage())));
  }

  private static boolean isOurs(Throwable cause) {
    StackTraceElement[] stack = cause.getStackTrace();
    return (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException)
        && stack.length > 0
        && stack[0].getClassName().startsWith(OURS);
  }

  private static Optional<String> unbound(List<Throwable> chain) {
    List<BindException> unbound = all(chain, BindException.class);
    if (unbound.isEmpty()) {
      return Optional.empty();
    }
    BindException innermost = unbound.get(unbound.size() - 1);
    return Optional.of(
        innermost.getName() + ": does not fit (expected: " + innermost.getTarget().getType() + ")");
  }

  private static Optional<String> unresolved(List<Throwable> chain) {
    return all(chain, PlaceholderResolutionException.class).stream()
        .findFirst()
        .map(missing -> "a setting is missing: " + missing.getPlaceholder());
  }

  /** A setting's constructor need not know under which name it is bound. */
  private static String prefix(List<Throwable> chain, String message) {
    List<BindException> unbound = all(chain, BindException.class);
    if (unbound.isEmpty()) {
      return message;
    }
    String name = unbound.get(unbound.size() - 1).getName().toString();
    return message.startsWith(name) ? message : name + ": " + message;
  }

  private static <T extends Throwable> List<T> all(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }
}
