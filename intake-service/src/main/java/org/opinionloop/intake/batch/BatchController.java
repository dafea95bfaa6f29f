package org.opinionloop.intake.batch;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.opinionloop.intake.opinion.Reception;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/opinions:batch}: a file of opinions in, a line of result for each line out. */
@RestController
class BatchController {

  private static final String PATH = "/v1/opinions:batch";

  /** In none of these can a byte of a character be taken for a comma or a line break. */
  private static final Set<String> CHARSETS =
      Set.of("UTF-8", "US-ASCII", "GB18030", "GBK", "GB2312", "Big5");

  private final BatchReception reception;

  BatchController(Reception reception, JsonMapper mapper) {
    this.reception = new BatchReception(reception, mapper);
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
  Mono<Void> jsonLines(
      @Allowed({Role.CHANNEL, Role.IMPORTER}) Caller caller,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return write(reception.jsonLines(RequestBody.stream(request), caller), response);
  }

  /** The character set is UTF-8, or what the content type says of those that spreadsheets write. */
  @PostMapping(path = PATH, consumes = "text/csv")
  Mono<Void> csv(
      @Allowed({Role.CHANNEL, Role.IMPORTER}) Caller caller,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return write(reception.csv(RequestBody.stream(request), charset(request), caller), response);
  }

  /** Each part of the results goes out at once: a caller may wait for it before the next line. */
  private static Mono<Void> write(Flux<byte[]> results, ServerHttpResponse response) {
    response.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
    DataBufferFactory buffers = response.bufferFactory();
    return response.writeAndFlushWith(
        results.map(some -> Mono.fromSupplier(() -> buffers.wrap(some))));
  }

  private static Charset charset(ServerHttpRequest request) {
    MediaType type = request.getHeaders().getContentType();
    Charset charset = type == null ? null : type.getCharset();
    if (charset == null) {
      return StandardCharsets.UTF_8;
    }
    if (CHARSETS.contains(charset.name())) {
      return charset;
    }
    throw new ProblemException(
        Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "request", "Unsupported Media Type")
            .detail("expected: one of the character sets " + CHARSETS));
  }
}
