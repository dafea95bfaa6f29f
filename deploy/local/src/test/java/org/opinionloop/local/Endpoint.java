package org.opinionloop.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A door of a running service, as the service itself tells it.
 *
 * @param method {@code *} if it takes any
 * @param pattern of its path, as {@code /v1/opinions/{id}}
 * @param type of the body it takes; empty if it does not say
 */
record Endpoint(Service.Which service, String method, String pattern, String type) {

  /**
   * All doors of all services: of controllers and of the actuator.
   *
   * @param key an operator's, as only those are told
   */
  static List<Endpoint> all(HttpClient client, Ports ports, String key)
      throws IOException, InterruptedException {
    List<Endpoint> all = new ArrayList<>();
    for (Service.Which service : Service.Which.values()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + service.port(ports) + "/actuator/mappings"))
              .header("Authorization", "Bearer " + key)
              .build();
      JsonNode told =
          JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
      for (JsonNode context : told.get("contexts").values()) {
        for (JsonNode handler :
            context.at("/mappings/dispatcherHandlers/webHandler").asArray().values()) {
          all.addAll(of(service, handler));
        }
      }
    }
    // A service tells them in the order of a hash map: a seed is to mean the same in every run.
    all.sort(Comparator.comparing(Endpoint::toString));
    return all;
  }

  private static List<Endpoint> of(Service.Which service, JsonNode handler) {
    JsonNode conditions = handler.at("/details/requestMappingConditions");
    if (conditions.isMissingNode()) {
      return List.of(new Endpoint(service, "*", handler.get("predicate").asString(), ""));
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (String pattern : texts(conditions.get("patterns"))) {
      for (String method : orElse(texts(conditions.get("methods")), "*")) {
        List<String> types = new ArrayList<>();
        conditions
            .get("consumes")
            .values()
            .forEach(type -> types.add(type.get("mediaType").asString()));
        for (String type : orElse(types, "")) {
          endpoints.add(new Endpoint(service, method, pattern, type));
        }
      }
    }
    return endpoints;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.values().forEach(each -> texts.add(each.asString()));
    return texts;
  }

  private static List<String> orElse(List<String> some, String otherwise) {
    return some.isEmpty() ? List.of(otherwise) : some;
  }

  /** As in {@code intake-service POST /v1/opinions application/json}. */
  @Override
  public String toString() {
    return (service.title() + ' ' + method + ' ' + pattern + ' ' + type).strip();
  }
}
