package org.opinionloop.kubernetes;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chart as Helm itself renders it.
 *
 * @param release the name it was installed under
 */
record Chart(String release, List<HasMetadata> objects) {

  private static final Path FOLDER = Path.of("opinion-loop");
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();

  /** What Helm's own strict linter says. */
  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** Rendered with these values set, by their paths. */
  static Chart rendered(String release, Map<String, ?> values) {
    TemplateCommand command =
        new Helm(FOLDER)
            .template()
            .withName(release)
            .withNamespace("opinion-loop")
            .withKubeVersion("1.30.0");
    values.forEach(command::set);
    List<HasMetadata> objects = new ArrayList<>();
    for (String document : command.call().split("(?m)^---$", -1)) {
      if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
        objects.add(MODEL.unmarshal(document));
      }
    }
    return new Chart(release, List.copyOf(objects));
  }

  <T> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Templates of pods by the name of what makes them. */
  Map<String, PodTemplateSpec> pods() {
    Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
    all(Deployment.class)
        .forEach(each -> pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
    all(StatefulSet.class)
        .forEach(each -> pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
    all(Job.class)
        .forEach(each -> pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
    return pods;
  }

  /** The only container of each pod. */
  List<Container> containers() {
    return pods().values().stream().flatMap(pod -> pod.getSpec().getContainers().stream()).toList();
  }

  /** The pods that a selector finds. */
  List<String> selected(Map<String, String> selector) {
    return pods().entrySet().stream()
        .filter(
            pod ->
                pod.getValue()
                    .getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(selector.entrySet()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    return release + " (" + objects.size() + " objects)";
  }
}
