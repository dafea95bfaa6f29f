package org.opinionloop.bench.anchor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

/**
 * How such a door is usually built: a controller on Tomcat whose thread waits until Kafka has
 * acknowledged. Neither checks nor keys. {@code BlockingTomcat <port> <Kafka> <topic>}
 */
public final class BlockingTomcat {

  private BlockingTomcat() {}

  /** Serves until it is told to stop. */
  public static void main(String[] arguments) throws LifecycleException {
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    Map<String, Object> settings = RawProducer.settings(arguments[1]);
    // As in intake: with 3 ms of patience it takes half as many.
    settings.put("linger.ms", 0);
    settings.put("max.in.flight.requests.per.connection", 1);
    Door door =
        new Door(
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
            arguments[2]);
    web.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("door", door));
    web.register(Web.class);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // As the other servers: connections stay open for as long as they are used.
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    var root = tomcat.addContext("", System.getProperty("java.io.tmpdir"));
    Tomcat.addServlet(root, "door", new DispatcherServlet(web)).setLoadOnStartup(1);
    root.addServletMappingDecoded("/", "door");
    tomcat.start();
    System.out.println("ready");
    tomcat.getServer().await();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  static class Web {}

  @RestController
  static final class Door {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Producer<String, byte[]> producer;
    private final String topic;

    Door(Producer<String, byte[]> producer, String topic) {
      this.producer = producer;
      this.topic = topic;
    }

    @PostMapping(path = "/v1/opinions", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> receive(@RequestBody Map<String, Object> opinion)
        throws ExecutionException, InterruptedException {
      byte[] event = MAPPER.writeValueAsBytes(opinion);
      String key = String.valueOf(opinion.get("externalId"));
      producer.send(new ProducerRecord<>(topic, key, event)).get();
      return ResponseEntity.accepted()
          .contentType(MediaType.APPLICATION_JSON)
          .body(
              ("{\"opinionId\":\""
                      + key
                      + "\",\"status\":\"received\",\"statusUrl\":\"http://127.0.0.1:8084/v1/opinions/"
                      + key
                      + "\"}")
                  .getBytes(StandardCharsets.UTF_8));
    }
  }
}
