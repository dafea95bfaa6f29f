package org.opinionloop.bench.anchor;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.http.server.HttpServer;

/**
 * The same as {@link ParseOnly}, with the web framework that intake uses and nothing else between:
 * no keys, no filters, no meters. {@code ParseOnlyWebFlux <port>}
 */
public final class ParseOnlyWebFlux {

  private ParseOnlyWebFlux() {}

  /** Serves until it is told to stop. */
  public static void main(String[] arguments) {
    HttpHandler handler =
        RouterFunctions.toHttpHandler(
            RouterFunctions.route(
                RequestPredicates.POST("/v1/opinions"),
                request ->
                    request
                        .bodyToMono(byte[].class)
                        .map(ParseOnly::answer)
                        .flatMap(
                            answer ->
                                ServerResponse.accepted()
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .bodyValue(answer))));
    var server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(Integer.parseInt(arguments[0]))
            .handle(new ReactorHttpHandlerAdapter(handler))
            .bindNow();
    System.out.println("ready");
    server.onDispose().block();
  }
}
