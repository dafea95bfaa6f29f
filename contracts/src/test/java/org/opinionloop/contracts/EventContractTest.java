package org.opinionloop.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What consumers outside this house rely on: the bytes of every record, and the schema that
 * describes them. A record takes part by its two golden files (one with everything in it, one with
 * what is required) and its schema.
 */
class EventContractTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path SCHEMAS = Path.of("src/main/resources/schema");
  private static final JsonMapper MAPPER = new JsonMapper();

  static Stream<String> records() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<String> goldenFiles() throws IOException {
    return records().flatMap(name -> Stream.of(name, name + ".minimal"));
  }

  @Test
  void everyRecordOfATopicHasASchema() throws IOException {
    assertThat(records())
        .contains("CaseState", "LoopMetrics")
        .containsAll(
            Stream.of(Event.class, Happening.class)
                .flatMap(each -> Arrays.stream(each.getPermittedSubclasses()))
                .filter(Class::isRecord)
                .map(Class::getSimpleName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void aGoldenFileDecodesAndEncodesToTheSameBytes(String file) throws Exception {
    byte[] bytes = golden(file);

    assertThat(new String(reencode(codec(file), bytes), UTF_8)).isEqualTo(new String(bytes, UTF_8));
  }

  /** A part of a record with the name of the method would be taken for the key. */
  @ParameterizedTest
  @MethodSource("records")
  void theKeyOfAnEventIsWhatItHappenedTo(String name) throws Exception {
    if (codec(name).decode(golden(name)) instanceof Event event) {
      assertThat(event.recordKey()).isEqualTo(event.opinionId().value());
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void aGoldenFileIsOfItsSchema(String file) throws Exception {
    assertThat(schema(file).validate(MAPPER.readTree(golden(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void theSchemaDescribesEveryFieldAndAsksForTheSameOnesAsTheMinimalFile(String name)
      throws Exception {
    JsonNode schema = MAPPER.readTree(Files.readAllBytes(SCHEMAS.resolve(name + ".json")));
    JsonNode full = MAPPER.readTree(golden(name));
    JsonNode minimal = MAPPER.readTree(golden(name + ".minimal"));

    assertThat(schema.get("properties").propertyNames())
        .as("described in the record's order")
        .containsExactlyElementsOf(full.propertyNames())
        .containsExactlyElementsOf(
            Arrays.stream(type(name).getRecordComponents()).map(c -> c.getName()).toList());
    for (JsonNode required : schema.get("required")) {
      assertThat(minimal.has(required.asString())).isTrue();
      ObjectNode without = minimal.asObject().deepCopy();
      without.remove(required.asString());
      assertThat(decodes(codec(name), without)).as("without " + required).isFalse();
    }
  }

  /** Whatever is done to a record, schema and codec agree on whether it still is one. */
  @ParameterizedTest
  @MethodSource("goldenFiles")
  void theSchemaAcceptsExactlyWhatTheCodecAccepts(String file) throws Exception {
    Random random = new Random(file.hashCode());
    Schema schema = schema(file);
    JsonCodec<?> codec = codec(file);
    int accepted = 0;
    for (int i = 0; i < 1_000; i++) {
      JsonNode mutant = MAPPER.readTree(golden(file));
      String done = mutate(mutant, random);

      boolean valid = schema.validate(mutant).isEmpty();
      assertThat(decodes(codec, mutant)).as(done).isEqualTo(valid);
      accepted += valid ? 1 : 0;
    }
    assertThat(accepted).isBetween(50, 950);
  }

  /** Replaces, removes or adds one thing somewhere; says what. */
  private static String mutate(JsonNode root, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode value = anything(random);
    if (container instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value);
      return "an element " + value;
    }
    ObjectNode object = container.asObject();
    List<String> names = new ArrayList<>(object.propertyNames());
    names.add("unknown");
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
      return "without " + name;
    }
    object.set(name, value);
    return name + " = " + value;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode anything(Random random) {
    String[] pool = {
      "null",
      "true",
      "false",
      "0",
      "-1",
      "3",
      "7",
      "0.5",
      "1.5",
      "\"\"",
      "\"x\"",
      "\"" + "𠮷".repeat(200) + "\"",
      "\"" + "x".repeat(201) + "\"",
      "\"3\"",
      "\"true\"",
      "\"VALID\"",
      "\"HELP\"",
      "\"YES\"",
      "\"help\"",
      "[]",
      "{}",
      "[null]",
      "[\"x\"]",
      "[3]",
      "{\"x\":null}",
      "{\"x\":0.25}",
      "{\"x\":[]}",
      "{\"x\":[null]}",
      "{\"x\":\"y\"}",
      "\"2026-01-05T08:30:00Z\"",
      "\"2026-01-05T16:30:00.123456+08:00\"",
      "\"2026-01-05\"",
      "\"2026-02-30T08:30:00Z\"",
      "\"2026-01-05T08:30:00\"",
      "1767600000"
    };
    return MAPPER.readTree(pool[random.nextInt(pool.length)]);
  }

  private static boolean decodes(JsonCodec<?> codec, JsonNode node) {
    try {
      codec.decode(node.toString().getBytes(UTF_8));
      return true;
    } catch (MalformedEventException malformed) {
      return false;
    }
  }

  private static <T> byte[] reencode(JsonCodec<T> codec, byte[] bytes) {
    return codec.encode(codec.decode(bytes));
  }

  private static byte[] golden(String file) throws IOException {
    return Files.readAllBytes(GOLDEN.resolve(file + ".json"));
  }

  private static Schema schema(String file) throws IOException {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry ->
                registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
        .getSchema(Files.readString(SCHEMAS.resolve(name(file) + ".json")));
  }

  private static JsonCodec<?> codec(String file) throws ClassNotFoundException {
    return JsonCodec.of(type(file));
  }

  private static Class<?> type(String file) throws ClassNotFoundException {
    return Class.forName(Event.class.getPackageName() + "." + name(file));
  }

  private static String name(String file) {
    return file.replace(".minimal", "");
  }
}
