package org.opinionloop.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart is valid, and its parts fit together and fit the services. */
class ChartTest {

  private static final Map<String, String> SERVICES =
      Map.of(
          "intake-service", "intake",
          "classifier-service", "classifier",
          "reply-service", "reply",
          "reporting-service", "reporting");
  private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=([0-9]+)");
  private static final BigDecimal BESIDE_THE_HEAP = new BigDecimal(180L << 20);

  /** As it comes, and with everything different that can be. */
  private static final List<Chart> CHARTS =
      List.of(
          Chart.rendered("opinion-loop", Map.of()),
          Chart.rendered(
              "city",
              Map.of(
                  "mail.credentials",
                  "mail-account",
                  "reply.volume.storageClass",
                  "fast",
                  "traces.endpoint",
                  "http://collector.monitoring:4318/v1/traces",
                  "networkPolicy.enabled",
                  false,
                  "monitoring.enabled",
                  false,
                  "kafka.provisionTopics",
                  false,
                  "reply.extraEnv[0].name",
                  "OPINION_LOOP_OFFICE_TELEPHONE",
                  "reply.extraEnv[0].value",
                  "0000-1234-5678")));

  static List<Chart> charts() {
    return CHARTS;
  }

  @Test
  void passesHelmsStrictLinter() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "image.tag, latest",
    "kafka.bootstrapServers, kafka",
    "heap.stateful, 90",
    "reply.replicas, 0",
    "intake.replica, 3",
    "secrets.reply, ''",
    "traces.endpoint, collector:4318",
    "logs.format, xml",
    "monitoring.runbook, two words",
    "reply.extraEnv[0].name, OPINION_LOOP_OFFICE_TELEPHONE",
    "reply.extraEnv[0], OPINION_LOOP_OFFICE_TELEPHONE=1"
  })
  void refusesValuesThatCannotWork(String path, String value) {
    assertThatThrownBy(() -> Chart.rendered("opinion-loop", Map.of(path, value)))
        .hasMessageContaining(path.substring(0, path.indexOf('.')));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void hasNoFieldThatKubernetesDoesNotKnow(Chart chart) {
    assertThat(chart.objects())
        .filteredOn(object -> !(object instanceof GenericKubernetesResource))
        .isNotEmpty()
        .allSatisfy(object -> assertThat(Fields.unknown(object)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void namesEverythingOnceAndLabelsIt(Chart chart) {
    assertThat(chart.objects())
        .extracting(object -> object.getKind() + "/" + object.getMetadata().getName())
        .doesNotHaveDuplicates();
    assertThat(chart.objects())
        .extracting(HasMetadata::getMetadata)
        .allSatisfy(
            metadata ->
                assertThat(metadata.getLabels())
                    .containsEntry("app.kubernetes.io/instance", chart.release()));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void selectsItsOwnPodsAndNoOthers(Chart chart) {
    chart
        .all(Deployment.class)
        .forEach(
            each ->
                assertThat(chart.selected(each.getSpec().getSelector().getMatchLabels()))
                    .containsExactly(each.getMetadata().getName()));
    chart
        .all(StatefulSet.class)
        .forEach(
            each ->
                assertThat(chart.selected(each.getSpec().getSelector().getMatchLabels()))
                    .containsExactly(each.getMetadata().getName()));
    chart
        .all(PodDisruptionBudget.class)
        .forEach(
            each ->
                assertThat(chart.selected(each.getSpec().getSelector().getMatchLabels()))
                    .containsExactly(each.getMetadata().getName()));
    chart
        .all(NetworkPolicy.class)
        .forEach(
            each ->
                assertThat(chart.selected(each.getSpec().getPodSelector().getMatchLabels()))
                    .singleElement()
                    .asString()
                    .startsWith(each.getMetadata().getName()));
    assertThat(chart.all(Service.class)).isNotEmpty();
    chart
        .all(Service.class)
        .forEach(
            each ->
                assertThat(chart.selected(each.getSpec().getSelector()))
                    .containsExactly(each.getMetadata().getName().replaceAll("-pods$", "")));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void leadsEveryServiceAndProbeToAPortThatIsOpen(Chart chart) {
    for (Service service : chart.all(Service.class)) {
      Container container = container(chart, chart.selected(service.getSpec().getSelector()));
      for (ServicePort port : service.getSpec().getPorts()) {
        assertThat(ports(container)).contains(port.getTargetPort().getStrVal());
      }
    }
    chart.pods().values().stream()
        .filter(pod -> !"OnFailure".equals(pod.getSpec().getRestartPolicy()))
        .map(pod -> pod.getSpec().getContainers().get(0))
        .forEach(
            container -> {
              assertThat(probes(container)).hasSize(3).doesNotContainNull();
              assertThat(probes(container))
                  .allSatisfy(
                      probe -> {
                        assertThat(ports(container))
                            .contains(probe.getHttpGet().getPort().getStrVal());
                        assertThat(probe.getHttpGet().getPath())
                            .matches("/actuator/health/(liveness|readiness)");
                      });
              assertThat(container.getReadinessProbe().getHttpGet().getPath())
                  .endsWith("/readiness");
            });
  }

  @ParameterizedTest
  @MethodSource("charts")
  void runsNothingAsRootOrWithMoreThanItNeeds(Chart chart) {
    for (PodTemplateSpec pod : chart.pods().values()) {
      assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isEqualTo(10001L);
      assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
      for (Container container : pod.getSpec().getContainers()) {
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop())
            .containsExactly("ALL");
        assertThat(container.getImage()).matches("[^:]+:[0-9].*");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void givesEachContainerMemoryForItsHeapAndForTheRest(Chart chart) {
    for (Container container : chart.containers()) {
      Map<String, Quantity> requests = container.getResources().getRequests();
      Map<String, Quantity> limits = container.getResources().getLimits();
      assertThat(requests).containsKeys("cpu", "memory");
      limits.forEach(
          (resource, limit) ->
              assertThat(requests.get(resource).getNumericalAmount())
                  .isLessThanOrEqualTo(limit.getNumericalAmount()));
      Matcher heap = HEAP.matcher(value(container, "JDK_JAVA_OPTIONS"));
      assertThat(heap.find()).isTrue();
      BigDecimal limit = limits.get("memory").getNumericalAmount();
      if (!container.getName().equals("topics")) {
        assertThat(limit.multiply(new BigDecimal(100 - Integer.parseInt(heap.group(1)))))
            .isGreaterThan(BESIDE_THE_HEAP.multiply(new BigDecimal(100)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void setsOnlyVariablesThatTheServiceReads(Chart chart) throws IOException {
    Set<String> known =
        Set.of(
            "JDK_JAVA_OPTIONS",
            "SPRING_CONFIG_IMPORT",
            "SPRING_MAIL_HOST",
            "SPRING_MAIL_PORT",
            "SPRING_MAIL_USERNAME",
            "SPRING_MAIL_PASSWORD");
    for (Container container : chart.containers()) {
      if (!SERVICES.containsKey(container.getName())) {
        continue;
      }
      String settings =
          Files.readString(
                  Path.of(
                      "../../" + container.getName() + "/src/main/resources",
                      container.getName() + ".yml"))
              + Files.readString(Path.of("../../service-kit/src/main/resources/opinion-loop.yml"));
      assertThat(container.getEnv().stream().map(EnvVar::getName))
          .doesNotHaveDuplicates()
          .allSatisfy(
              name ->
                  assertThat(
                          known.contains(name)
                              || settings.contains("${" + name + ":")
                              || isPartOfAnother(name, container))
                      .as("%s of %s", name, container.getName())
                      .isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void givesEachServiceItsOwnSecretsOnly(Chart chart) {
    chart
        .pods()
        .forEach(
            (name, pod) ->
                assertThat(secrets(pod))
                    .isEqualTo(
                        switch (name.replace("city-", "")) {
                          case "intake-service" ->
                              Set.of("opinion-loop-keys", "opinion-loop-intake");
                          case "classifier-service", "reporting-service" ->
                              Set.of("opinion-loop-keys");
                          case "reply-service" -> Set.of("opinion-loop-keys", "opinion-loop-reply");
                          default -> Set.of();
                        }));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void mountsVolumesThatAreThere(Chart chart) {
    Map<String, StatefulSet> stateful =
        chart.all(StatefulSet.class).stream()
            .collect(Collectors.toMap(each -> each.getMetadata().getName(), each -> each));
    assertThat(stateful).hasSize(2);
    chart
        .pods()
        .forEach(
            (name, pod) -> {
              Set<String> volumes = new HashSet<>();
              pod.getSpec().getVolumes().forEach(volume -> volumes.add(volume.getName()));
              if (stateful.containsKey(name)) {
                assertThat(stateful.get(name).getSpec().getVolumeClaimTemplates())
                    .singleElement()
                    .satisfies(claim -> volumes.add(claim.getMetadata().getName()));
              }
              assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                  .extracting(VolumeMount::getName)
                  .containsExactlyInAnyOrderElementsOf(volumes);
            });
  }

  @ParameterizedTest
  @MethodSource("charts")
  void letsPodsOfAStatefulSetBeFoundByName(Chart chart) {
    for (StatefulSet each : chart.all(StatefulSet.class)) {
      assertThat(chart.all(Service.class))
          .filteredOn(
              service -> service.getMetadata().getName().equals(each.getSpec().getServiceName()))
          .singleElement()
          .satisfies(service -> assertThat(service.getSpec().getClusterIP()).isEqualTo("None"));
    }
    Container reporting = container(chart, chart.selected(component("reporting-service")));
    assertThat(value(reporting, "OPINION_LOOP_REPORTING_ADVERTISED"))
        .matches("\\$\\(INSTANCE\\)\\.(city-)?reporting-service-pods:8080");
    assertThat(reporting.getEnv().stream().map(EnvVar::getName))
        .as("defined before it is referred to")
        .containsSubsequence("INSTANCE", "OPINION_LOOP_REPORTING_ADVERTISED");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void scalesWhatIsStatelessWithinThePartitions(Chart chart) {
    assertThat(chart.all(HorizontalPodAutoscaler.class))
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(chart.all(Deployment.class))
                  .extracting(deployment -> deployment.getMetadata().getName())
                  .contains(each.getSpec().getScaleTargetRef().getName());
              assertThat(each.getSpec().getMaxReplicas()).isLessThanOrEqualTo(6);
              assertThat(each.getSpec().getMinReplicas())
                  .isLessThanOrEqualTo(each.getSpec().getMaxReplicas());
            });
  }

  @Test
  void givesEverybodyWhoSpeaksToKafkaItsSecurityIfThereIsAny() {
    assertThat(Chart.rendered("opinion-loop", Map.of("kafka.secret", "kafka-login")).pods())
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            (name, pod) ->
                assertThat(pod.getSpec().getContainers())
                    .allSatisfy(
                        container ->
                            assertThat(container.getEnvFrom())
                                .extracting(from -> from.getSecretRef().getName())
                                .containsExactly("kafka-login")));
    assertThat(Chart.rendered("opinion-loop", Map.of()).pods())
        .allSatisfy(
            (name, pod) ->
                assertThat(pod.getSpec().getContainers())
                    .allSatisfy(container -> assertThat(container.getEnvFrom()).isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"intake", "classifier", "reply", "reporting"})
  void setsWhatElseAnOfficeWants(String service) {
    Chart chart = Chart.rendered("opinion-loop", extra(service, "OPINION_LOOP_ZONE"));

    assertThat(SERVICES.keySet())
        .allSatisfy(
            each ->
                assertThat(
                        value(
                            container(chart, chart.selected(component(each))), "OPINION_LOOP_ZONE"))
                    .isEqualTo(each.startsWith(service) ? "Asia/Urumqi" : ""));
  }

  @ParameterizedTest
  @CsvSource({
    "intake, OPINION_LOOP_STATUS_URL",
    "classifier, JDK_JAVA_OPTIONS",
    "reply, SPRING_MAIL_HOST",
    "reporting, SPRING_CONFIG_IMPORT"
  })
  void refusesToSetTwiceWhatTheChartSetsItself(String service, String variable) {
    assertThatThrownBy(() -> Chart.rendered("opinion-loop", extra(service, variable)))
        .hasMessageContaining(service + ".extraEnv: " + variable);
  }

  private static Map<String, ?> extra(String service, String variable) {
    return Map.of(
        service + ".extraEnv[0].name", variable, service + ".extraEnv[0].value", "Asia/Urumqi");
  }

  @Test
  void sendsAPasswordToNoMailServerInTheClear() {
    assertThat(CHARTS)
        .allSatisfy(
            chart -> {
              Container reply = container(chart, chart.selected(component("reply-service")));
              boolean password =
                  reply.getEnv().stream()
                      .anyMatch(each -> each.getName().equals("SPRING_MAIL_PASSWORD"));
              assertThat(value(reply, "OPINION_LOOP_MAIL_TLS_REQUIRED"))
                  .isEqualTo(Boolean.toString(password));
            });
    assertThat(CHARTS)
        .extracting(
            chart ->
                value(
                    container(chart, chart.selected(component("reply-service"))),
                    "OPINION_LOOP_MAIL_TLS_REQUIRED"))
        .containsExactly("false", "true");
  }

  @Test
  void opensEachServiceToThoseWhoCallIt() {
    Map<String, NetworkPolicy> policies =
        CHARTS.get(0).all(NetworkPolicy.class).stream()
            .collect(Collectors.toMap(each -> each.getMetadata().getName(), each -> each));

    assertThat(policies.values().stream().map(each -> each.getSpec().getPodSelector()))
        .hasSameSizeAs(CHARTS.get(0).pods().keySet());
    assertThat(callers(policies.get("intake-service"))).isEqualTo(2);
    assertThat(callers(policies.get("classifier-service"))).isEqualTo(1);
    assertThat(callers(policies.get("reply-service"))).isEqualTo(1);
    assertThat(callers(policies.get("reporting-service"))).isEqualTo(3);
    assertThat(policies.get("topics").getSpec().getIngress()).isNullOrEmpty();
    assertThat(policies.values())
        .allSatisfy(
            each ->
                assertThat(each.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress"));
  }

  @Test
  void tellsPrometheusAndGrafanaOfEverythingThatMonitoringShips() throws IOException {
    Chart chart = CHARTS.get(0);
    List<GenericKubernetesResource> custom = chart.all(GenericKubernetesResource.class);

    assertThat(custom)
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder("ServiceMonitor", "PrometheusRule");
    assertThat(chart.all(ConfigMap.class).stream().flatMap(map -> map.getData().keySet().stream()))
        .containsExactlyInAnyOrderElementsOf(files("../monitoring/dashboards", ".json"));
    GenericKubernetesResource rules =
        custom.stream().filter(each -> each.getKind().equals("PrometheusRule")).toList().get(0);
    List<?> groups = rules.get("spec", "groups");
    assertThat(groups).hasSizeGreaterThan(files("../monitoring/rules", ".yaml").size());
    GenericKubernetesResource monitor =
        custom.stream().filter(each -> each.getKind().equals("ServiceMonitor")).toList().get(0);
    Map<String, String> wanted = monitor.get("spec", "selector", "matchLabels");
    assertThat(chart.all(Service.class))
        .filteredOn(
            service -> service.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
        .extracting(service -> service.getMetadata().getLabels().get("app.kubernetes.io/component"))
        .as("the job of each, as alerts know it")
        .containsExactlyInAnyOrderElementsOf(SERVICES.keySet());
    assertThat(monitor.<String>get("spec", "endpoints", 0, "port")).isEqualTo("http");
  }

  @Test
  void leadsFromAlertsAndDashboardsToWhereTheRunbookIs() {
    String runbook = "https://git.example.org/RUNBOOK.md";
    Chart chart = Chart.rendered("opinion-loop", Map.of("monitoring.runbook", runbook));

    assertThat(chart.all(ConfigMap.class).stream().flatMap(map -> map.getData().values().stream()))
        .isNotEmpty()
        .allSatisfy(
            board ->
                assertThat(board)
                    .contains("\"query\": \"" + runbook + "\"", "\"value\": \"" + runbook + "\"")
                    .doesNotContain("/public/opinion-loop"));
    List<Map<String, ?>> groups =
        chart.all(GenericKubernetesResource.class).stream()
            .filter(each -> each.getKind().equals("PrometheusRule"))
            .toList()
            .get(0)
            .get("spec", "groups");
    assertThat(groups.toString())
        .contains("runbook_url=" + runbook + "#servicedown")
        .doesNotContain("deploy/monitoring/RUNBOOK.md");
  }

  private static int callers(NetworkPolicy policy) {
    return policy.getSpec().getIngress().get(0).getFrom().size();
  }

  private static Map<String, String> component(String name) {
    return Map.of("app.kubernetes.io/component", name);
  }

  private static Container container(Chart chart, List<String> pods) {
    assertThat(pods).hasSize(1);
    return chart.pods().get(pods.get(0)).getSpec().getContainers().get(0);
  }

  private static List<String> ports(Container container) {
    return container.getPorts().stream().map(ContainerPort::getName).toList();
  }

  private static List<Probe> probes(Container container) {
    return List.of(
        container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe());
  }

  private static String value(Container container, String variable) {
    return container.getEnv().stream()
        .filter(each -> each.getName().equals(variable))
        .map(EnvVar::getValue)
        .findFirst()
        .orElse("");
  }

  private static boolean isPartOfAnother(String variable, Container container) {
    return container.getEnv().stream()
        .map(EnvVar::getValue)
        .anyMatch(value -> value != null && value.contains("$(" + variable + ")"));
  }

  private static Set<String> secrets(PodTemplateSpec pod) {
    return pod.getSpec().getVolumes().stream()
        .map(Volume::getProjected)
        .filter(projected -> projected != null)
        .flatMap(projected -> projected.getSources().stream())
        .map(source -> source.getSecret().getName())
        .collect(Collectors.toSet());
  }

  private static List<String> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .toList();
    }
  }
}
