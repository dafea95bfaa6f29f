package org.opinionloop.bench.anchor;

import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server that intake runs on with nothing on top of it: takes the body, parses it, and answers
 * 202 with as many bytes as intake would. Nothing is checked and nothing is kept. {@code ParseOnly
 * <port>}
 */
public final class ParseOnly {

  private static final JsonMapper MAPPER = new JsonMapper();

  private ParseOnly() {}

  /** Serves until it is told to stop. */
  public static void main(String[] arguments) {
    var server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(Integer.parseInt(arguments[0]))
            .route(
                routes ->
                    routes.post(
                        "/v1/opinions",
                        (request, response) ->
                            request
                                .receive()
                                .aggregate()
                                .map(ByteBufUtil::getBytes)
                                .map(ParseOnly::answer)
                                .flatMap(
                                    answer ->
                                        response
                                            .status(202)
                                            .header("Content-Type", "application/json")
                                            .header(
                                                "Content-Length", Integer.toString(answer.length))
                                            .sendByteArray(Mono.just(answer))
                                            .then())))
            .bindNow();
    System.out.println("ready");
    server.onDispose().block();
  }

  /** What intake says, about an opinion that is always the same. */
  static byte[] answer(byte[] body) {
    JsonNode opinion = MAPPER.readTree(body);
    String id = "JP2B-NTN0-MV6A-XE3P-6";
    if (opinion.path("text").stringValue("").isEmpty()) {
      throw new IllegalArgumentException("no opinion");
    }
    return ("{\"opinionId\":\""
            + id
            + "\",\"status\":\"received\",\"statusUrl\":\"http://127.0.0.1:8084/v1/opinions/"
            + id
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
