package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import io.weir.cli.config.Settings;
import io.weir.enrich.events.EventsTopology;
import io.weir.enrich.incidents.IncidentsTopology;
import io.weir.enrich.sigma.RuleSet;
import io.weir.helm.Chart.Manifest;
import io.weir.ingest.parse.LineFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final List<Manifest> FULL = Chart.manifests(Chart.render(Chart.FULL));
  private static final List<Manifest> MINIMAL = Chart.manifests(Chart.render(Chart.MINIMAL));

  @ParameterizedTest
  @MethodSource("workloads")
  void everyPodIsRestricted(Manifest workload) {
    Object pod = workload.at("spec", "template", "spec");
    Map<?, ?> container = workload.container();

    assertThat(Chart.at(pod, "automountServiceAccountToken")).isEqualTo(false);
    assertThat(Chart.at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(Chart.at(pod, "securityContext", "seccompProfile", "type"))
        .isEqualTo("RuntimeDefault");
    assertThat(Chart.at(container, "securityContext", "allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(Chart.at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(Chart.at(container, "securityContext", "capabilities", "drop"))
        .isEqualTo(List.of("ALL"));
    assertThat((List<?>) Chart.at(pod, "containers")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyPodIsSelectedByTheDenialAndByItsOwnAllowance(Manifest workload) {
    List<Manifest> policies =
        Chart.ofKind(FULL, "NetworkPolicy").filter(p -> selects(p, workload)).toList();

    assertThat(policies).hasSize(2);
    assertThat(policies).anySatisfy(policy -> assertThat(policy.at("spec", "egress")).isNull());
    assertThat(policies).anySatisfy(policy -> assertThat(policy.at("spec", "egress")).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({
    "enrich-events, kafka",
    "enrich-incidents, kafka",
    "sink-loki, kafka loki",
    "sink-elasticsearch, kafka elastic",
    "sink-alertmanager, kafka monitoring",
    "setup, kafka elastic"
  })
  void everyRoleReachesKafkaAndItsOwnStoreOnly(String role, String namespaces) {
    Manifest policy = Chart.named(FULL, "NetworkPolicy", "weir-" + role);

    String egress = String.valueOf(policy.at("spec", "egress"));

    for (String namespace : List.of("kafka", "loki", "elastic", "monitoring")) {
      boolean reached = egress.contains("metadata.name=" + namespace + "}");
      assertThat(reached)
          .as(namespace)
          .isEqualTo(List.of(namespaces.split(" ", -1)).contains(namespace));
    }
  }

  @ParameterizedTest
  @MethodSource("roles")
  void everyRoleHasProbesAndResources(Manifest role) {
    assertThat(role.container().keySet().stream().map(String::valueOf))
        .contains("startupProbe", "livenessProbe", "readinessProbe");
    assertThat(Chart.at(role.container(), "resources", "requests", "memory"))
        .isNotNull()
        .isEqualTo(Chart.at(role.container(), "resources", "limits", "memory"));
    assertThat(role.at("spec", "template", "spec", "terminationGracePeriodSeconds")).isEqualTo(60);
  }

  /** The keys that each role asks for; a file with others would stop it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "enrich-events, admin.host admin.port application.id threads policy pseudonym.keys"
            + " event.id.key",
        "enrich-incidents, admin.host admin.port application.id threads rules grace",
        "sink-loki, admin.host admin.port loki.url loki.tenant",
        "sink-elasticsearch, admin.host admin.port elasticsearch.url elasticsearch.api-key"
            + " elasticsearch.logs",
        "sink-alertmanager, admin.host admin.port alertmanager.urls",
        "setup, topics.partitions topics.replication elasticsearch.url elasticsearch.api-key"
      })
  void everyRoleCanReadItsConfiguration(String role, String keys, @TempDir Path directory)
      throws IOException {
    Settings settings = settings(FULL, role, directory);

    assertThat(settings.section("kafka"))
        .containsEntry("bootstrap.servers", "kafka-kafka-bootstrap.kafka:9093")
        .containsEntry("security.protocol", "SSL")
        .hasEntrySatisfying("ssl.keystore.password", v -> assertThat(v).startsWith("${dir:"));
    for (String key : keys.split(" ", -1)) {
      settings.list(key);
    }
    settings.rejectUnknown();
  }

  @Test
  void listsReachTheRole(@TempDir Path directory) throws IOException {
    assertThat(settings(FULL, "sink-alertmanager", directory).list("alertmanager.urls")).hasSize(2);
  }

  @Test
  void everyFileNamedInAConfigurationIsMounted(@TempDir Path directory) throws IOException {
    for (Manifest workload : FULL.stream().filter(Manifest::hasPods).toList()) {
      String role = (String) workload.podLabels().get("app.kubernetes.io/component");
      String config =
          (String) Chart.named(FULL, "ConfigMap", "weir-" + role).at("data", "weir.yaml");
      String mounts = String.valueOf(workload.container().get("volumeMounts"));

      Stream<String> files =
          config
              .lines()
              .map(line -> line.replaceFirst("^[^:]+: ", ""))
              .filter(v -> v.startsWith("/"));
      assertThat(files.map(file -> file.equals("/etc/weir/rules") ? file : parent(file)))
          .isNotEmpty()
          .allSatisfy(mount -> assertThat(mounts).contains("mountPath=" + mount + ","));
    }
  }

  /** Whatever the switches: all cases. */
  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void everyMountHasItsVolumeAndEveryVolumeItsMount(String caseName) {
    for (Manifest workload : Chart.manifests(Chart.render(caseName))) {
      if (workload.hasPods()) {
        assertThat(names(workload.container().get("volumeMounts")))
            .as(workload.toString())
            .doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(
                names(workload.at("spec", "template", "spec", "volumes")));
      }
    }
  }

  private static List<Object> names(Object list) {
    return ((List<?>) list).stream().map(it -> Chart.at(it, "name")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "stores, sink-loki, loki.tls.ca loki.tls.certificate loki.tls.key loki.token",
    "stores, sink-elasticsearch, elasticsearch.tls.ca elasticsearch.username"
        + " elasticsearch.password elasticsearch.logs",
    "stores, sink-alertmanager, alertmanager.tls.ca alertmanager.username alertmanager.password",
    "stores, setup, elasticsearch.tls.ca elasticsearch.api-key",
    "formats, enrich-events, formats policy",
    "external-secrets, sink-loki, loki.token"
  })
  void aSwitchReachesTheConfigurationOfItsRole(String caseName, String role, String keys) {
    Map<?, ?> config = config(Chart.manifests(Chart.render(caseName)), role);

    assertThat(config.keySet().stream().map(String::valueOf)).contains(keys.split(" ", -1));
  }

  @Test
  void rulesOfTheHouseAreAddedToTheShippedOnesAndReplaceThoseOfTheirName(@TempDir Path rules)
      throws IOException {
    Map<?, ?> files =
        (Map<?, ?>)
            Chart.named(Chart.manifests(Chart.render("rules")), "ConfigMap", "weir-rules")
                .at("data");
    for (Map.Entry<?, ?> file : files.entrySet()) {
      Files.writeString(rules.resolve((String) file.getKey()), (String) file.getValue());
    }

    assertThat(files.keySet().stream().map(String::valueOf))
        .contains("database.yml", "container_steps.yml", "shell-in-container.yaml");
    assertThat((String) files.get("web.yml")).contains("Requests for a forbidden path");
    assertThatCode(() -> RuleSet.load(rules)).doesNotThrowAnyException();
  }

  @Test
  void formatsOfTheHouseCanBeRead(@TempDir Path formats) throws IOException {
    Map<?, ?> files =
        (Map<?, ?>)
            Chart.named(Chart.manifests(Chart.render("formats")), "ConfigMap", "weir-formats")
                .at("data");
    for (Map.Entry<?, ?> file : files.entrySet()) {
      Files.writeString(formats.resolve((String) file.getKey()), (String) file.getValue());
    }

    assertThatCode(() -> LineFormats.load(formats)).doesNotThrowAnyException();
  }

  /** An autoscaler that looks at other topics than the role reads would scale by nothing. */
  @Test
  void autoscalersLookAtTheTopicsAndGroupsOfTheCode() {
    List<Manifest> render = Chart.manifests(Chart.render("autoscaling-keda"));

    assertThat(triggers(render, "enrich-events"))
        .isEqualTo(prefixed("weir-events/", EventsTopology.SOURCES));
    assertThat(triggers(render, "enrich-incidents"))
        .isEqualTo(prefixed("weir-incidents/", IncidentsTopology.SOURCES));
    assertThat(triggers(render, "sink-loki")).containsExactly("weir-loki-eu/events");
    assertThat(triggers(render, "sink-elasticsearch"))
        .containsExactly("weir-sink-elasticsearch/events", "weir-sink-elasticsearch/incidents");
  }

  private static List<String> triggers(List<Manifest> render, String role) {
    return ((List<?>) Chart.named(render, "ScaledObject", "weir-" + role).at("spec", "triggers"))
        .stream()
            .map(
                it ->
                    Chart.at(it, "metadata", "consumerGroup")
                        + "/"
                        + Chart.at(it, "metadata", "topic"))
            .toList();
  }

  private static List<String> prefixed(String prefix, List<String> texts) {
    return texts.stream().map(prefix::concat).toList();
  }

  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void nothingHasTwoAutoscalersOrAutoscalerAndReplicas(String caseName) {
    List<Manifest> render = Chart.manifests(Chart.render(caseName));
    for (Manifest role : render.stream().filter(Manifest::runsForEver).toList()) {
      long autoscalers =
          render.stream()
              .filter(it -> it.name().equals(role.name()))
              .filter(
                  it ->
                      it.kind().equals("ScaledObject")
                          || it.kind().equals("HorizontalPodAutoscaler"))
              .count();
      assertThat(autoscalers).as(role.toString()).isLessThan(2);
      assertThat(role.at("spec", "replicas") == null)
          .as(role.toString())
          .isEqualTo(autoscalers == 1);
    }
  }

  @Test
  void neverScalesBeyondThePartitions() {
    List<Manifest> render = Chart.manifests(Chart.render("autoscaling-keda"));

    assertThat(Chart.named(render, "ScaledObject", "weir-sink-loki").at("spec", "maxReplicaCount"))
        .isEqualTo(12);
    assertThat(
            Chart.named(
                    Chart.manifests(Chart.render("autoscaling-hpa")),
                    "HorizontalPodAutoscaler",
                    "weir-enrich-events")
                .at("spec", "maxReplicas"))
        .isEqualTo(12);
  }

  @Test
  void neverKeepsMorePodsThanPartitions() {
    List<Manifest> render =
        Chart.manifests(
            Chart.minimal()
                .set("sinkLoki.autoscaling.mode", "hpa")
                .set("sinkLoki.autoscaling.minReplicas", 6)
                .set("setup.partitions", 3)
                .call());

    assertThat(
            Chart.named(render, "HorizontalPodAutoscaler", "weir-sink-loki")
                .at("spec", "minReplicas"))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hpa", "keda"})
  void refusesBoundsThatAreTheWrongWayAround(String mode) {
    TemplateCommand command =
        Chart.minimal()
            .set("sinkLoki.autoscaling.mode", mode)
            .set("sinkLoki.autoscaling.maxReplicas", 1);

    assertThatThrownBy(command::call)
        .hasMessageContaining("sinkLoki.autoscaling.minReplicas (2) is above maxReplicas (1)");
  }

  private static Map<?, ?> config(List<Manifest> render, String role) {
    return (Map<?, ?>)
        Chart.yaml(
            (String) Chart.named(render, "ConfigMap", "weir-" + role).at("data", "weir.yaml"));
  }

  private static String parent(String file) {
    return file.substring(0, file.lastIndexOf('/'));
  }

  @Test
  void theLeastRunsOnlyWhatItNeeds() {
    assertThat(MINIMAL.stream().filter(Manifest::hasPods).map(Manifest::name))
        .hasSize(3)
        .contains("weir-enrich-events", "weir-sink-loki")
        .anyMatch(name -> name.startsWith("weir-setup-"));
    assertThat(Chart.ofKind(MINIMAL, "ServiceMonitor")).isEmpty();
    assertThat(Chart.ofKind(MINIMAL, "PrometheusRule")).isEmpty();
  }

  @Test
  void setupRunsAgainWhenItsSettingsChange() {
    String name = jobName(Chart.minimal());

    assertThat(jobName(Chart.minimal())).isEqualTo(name);
    assertThat(jobName(Chart.minimal().set("setup.partitions", 24))).isNotEqualTo(name);
    assertThat(jobName(Chart.minimal().set("image.tag", "9.9.9"))).isNotEqualTo(name);
  }

  @Test
  void changedSettingsReplaceThePodsOfThatRoleOnly() {
    List<Manifest> changed =
        Chart.manifests(Chart.minimal().set("sinkLoki.tenant", "other").call());

    assertThat(checksum(changed, "weir-sink-loki"))
        .isNotEqualTo(checksum(MINIMAL, "weir-sink-loki"));
    assertThat(checksum(changed, "weir-enrich-events"))
        .isEqualTo(checksum(MINIMAL, "weir-enrich-events"));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.bootstrapServer, x:1, bootstrapServer",
    "sinkLoki.replica, 3, replica",
    "podz.labels.a, b, podz",
    "sinkLoki.url, '', /sinkLoki/url",
    "sinkLoki.url, http://user:secret@loki, /sinkLoki/url",
    "enrichEvents.keysSecret, '', /enrichEvents/keysSecret",
    "sinkElasticsearch.enabled, true, /sinkElasticsearch/url",
    "sinkElasticsearch.enabled, true, /setup/apiKeySecret",
    "sinkAlertmanager.enabled, true, /sinkAlertmanager/urls",
    "kafka.properties.ssl\\.key\\.password, hunter2, ssl.key.password",
    "sinkLoki.config.kafka\\.ssl\\.key\\.password, hunter2, kafka.ssl.key.password",
    "sinkLoki.autoscaling.mode, vpa, /sinkLoki/autoscaling/mode",
    "sinkLoki.credentials.kind, token, /sinkLoki/credentials/secret",
    "sinkAlertmanager.autoscaling.mode, keda, autoscaling",
    "sinkLoki.pods.replicas, 3, replicas",
    "certificate.enabled, true, /certificate/issuer/name"
  })
  void refusesAndNamesTheKey(String key, String value, String named) {
    TemplateCommand command = Chart.minimal().set(key, value);

    assertThatThrownBy(command::call).hasMessageContaining(named);
  }

  /** It would fire for ever, and be switched off together with those that matter. */
  @Test
  void noAlertIsAboutARoleThatIsNotEnabled() {
    String withLoki = Chart.minimal().set("prometheusRule.enabled", true).call();
    String without =
        Chart.minimal().set("prometheusRule.enabled", true).set("sinkLoki.enabled", false).call();

    assertThat(withLoki).contains("alert: WeirLokiSinkDown", "alert: WeirEnrichDown");
    assertThat(without)
        .doesNotContain("alert: WeirLokiSinkDown")
        .contains("alert: WeirEnrichDown", "alert: Watchdog", "record: weir:app_requests");
  }

  /** What kubectl apply keeps of an object in an annotation has a limit of 256 KiB. */
  @Test
  void everyObjectCanBeApplied() {
    assertThat(FULL)
        .allSatisfy(
            manifest -> assertThat(manifest.document().toString()).hasSizeLessThan(200_000));
  }

  @Test
  void saysThatBootstrapServersAreMissing() {
    TemplateCommand command = Chart.template().set("enrichEvents.keysSecret", "weir-keys");

    assertThatThrownBy(command::call)
        .hasMessageContaining("/kafka")
        .hasMessageContaining("missing property 'bootstrapServers'");
  }

  @Test
  void refusesAnOldKubernetes() {
    assertThatThrownBy(Chart.minimal().withKubeVersion("1.27.0")::call)
        .hasMessageContaining("incompatible with Kubernetes");
  }

  /** Whoever copies them from the README gets a release with these roles and agents. */
  @Test
  void theValuesOfTheReadmeAreValid(@TempDir Path directory) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("```yaml\nimage: ") + "```yaml\n".length();
    String values = readme.substring(begin, readme.indexOf("```", begin));

    String render =
        Chart.template()
            .withValuesFile(Files.writeString(directory.resolve("values.yaml"), values))
            .call();

    assertThat(Chart.manifests(render).stream().filter(Manifest::hasPods).map(Manifest::name))
        .contains("weir-enrich-events", "weir-enrich-incidents", "weir-sink-alertmanager")
        .contains("weir-fluent-bit", "weir-falco");
  }

  @Test
  void valuesCanBeReadInOneSitting() throws IOException {
    assertThat(Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml"))).hasSizeLessThan(280);
  }

  @Test
  void rendersWithoutAskingACluster() throws IOException {
    try (Stream<Path> templates = Files.walk(Chart.DIRECTORY.resolve("templates"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(template))
            .as(template.toString())
            .doesNotContain("lookup ", ".Capabilities", "randAlpha", "now |", "genCA");
      }
    }
  }

  private static Stream<Manifest> workloads() {
    return FULL.stream().filter(Manifest::hasPods);
  }

  private static Stream<Manifest> roles() {
    return FULL.stream().filter(Manifest::runsForEver);
  }

  private static Settings settings(List<Manifest> render, String role, Path directory)
      throws IOException {
    String config =
        (String) Chart.named(render, "ConfigMap", "weir-" + role).at("data", "weir.yaml");
    return Settings.load(Files.writeString(directory.resolve("weir.yaml"), config), Map.of());
  }

  private static String jobName(TemplateCommand command) {
    return Chart.ofKind(Chart.manifests(command.call()), "Job").findFirst().orElseThrow().name();
  }

  private static Object checksum(List<Manifest> render, String deployment) {
    return Chart.named(render, "Deployment", deployment)
        .at("spec", "template", "metadata", "annotations", "checksum/config");
  }

  private static boolean selects(Manifest policy, Manifest workload) {
    Object labels = policy.at("spec", "podSelector", "matchLabels");
    return labels == null
        || workload.podLabels().entrySet().containsAll(((Map<?, ?>) labels).entrySet());
  }
}
