package org.opinionloop.kit;

import java.time.Duration;
import java.util.Map;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A service with nothing in it but the kit and a few doors to knock at. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ServiceKit.class, TestService.Doors.class})
public class TestService {

  public static SpringApplicationBuilder builder() {
    return ServiceKit.service(TestService.class, "test-service");
  }

  record Thing(String name, int size) {}

  @RestController
  static class Doors {

    @GetMapping("/channel")
    String channel(@Allowed(Role.CHANNEL) Caller caller) {
      return caller.name() + caller.mayUse("website") + caller.mayUse("hotline");
    }

    @GetMapping("/officer")
    String officer(@Allowed(Role.OFFICER) Caller caller) {
      return caller.name() + caller.answersFor("HEALTH") + caller.answersFor("TRANSPORT");
    }

    @GetMapping("/analyst")
    String analyst(@Allowed(Role.ANALYST) Caller caller) {
      return caller.name();
    }

    @GetMapping("/importer")
    String importer(@Allowed(Role.IMPORTER) Caller caller) {
      return caller.name() + caller.mayUse("hotline");
    }

    @GetMapping("/operator")
    String operator(@Allowed(Role.OPERATOR) Caller caller) {
      return caller.name();
    }

    @GetMapping("/both")
    String both(@Allowed({Role.OFFICER, Role.ANALYST}) Caller caller) {
      return caller.name();
    }

    /** The body comes first on purpose: the key must be asked for all the same. */
    @PostMapping(path = "/things", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> things(
        @RequestBody Mono<Thing> thing, @Allowed(Role.CHANNEL) Caller caller) {
      return Map.of();
    }

    @PostMapping(path = "/open", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Map<String, Integer>> open(@RequestBody Mono<Thing> thing) {
      return thing.map(each -> Map.of("size", each.size()));
    }

    @GetMapping("/later")
    Mono<String> later() {
      return Mono.delay(Duration.ofMillis(50)).thenReturn("later");
    }

    @GetMapping("/number")
    int number(@RequestParam int value) {
      return value;
    }

    @GetMapping(path = "/json", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> json() {
      return Map.of();
    }

    @GetMapping("/language")
    String language(ServerWebExchange exchange) {
      return String.valueOf(exchange.getLocaleContext().getLocale());
    }

    @GetMapping("/bug")
    String bug(@RequestParam String words) {
      throw new IllegalStateException(words, new IllegalArgumentException(words));
    }
  }
}
