package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.weir.helm.Chart.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fluent Bit and Falco: where they are, what they may, and what they send. */
class AgentsTest {
  /** What is asked beyond restricted, and no more. */
  @Test
  void agentsHaveTheirOwnNamespaceAndFewRights() {
    List<Manifest> render = Chart.manifests(Chart.render("agents"));
    List<Manifest> agents = Chart.ofKind(render, "DaemonSet").toList();

    assertThat(agents).hasSize(2);
    assertThat(agents)
        .allSatisfy(
            agent -> {
              Object rights = agent.container().get("securityContext");
              assertThat(agent.at("metadata", "namespace")).isEqualTo("weir-agents");
              assertThat(Chart.at(rights, "privileged")).isNull();
              assertThat(Chart.at(rights, "allowPrivilegeEscalation")).isEqualTo(false);
              assertThat(Chart.at(rights, "readOnlyRootFilesystem")).isEqualTo(true);
              assertThat(agent.at("spec", "template", "spec", "hostNetwork")).isNull();
              assertThat(agent.at("spec", "template", "spec", "hostPID")).isNull();
            });
  }

  /** A Fluent Bit that mounts the ConfigMap would lose it, if it went to another namespace. */
  @ParameterizedTest
  @CsvSource({"false, false, weir", "false, true, weir", "true, false, weir-agents"})
  void onlyItsOwnSwitchMovesTheConfigurationOfFluentBit(
      boolean daemonSet, boolean falco, String namespace) {
    List<Manifest> render =
        Chart.manifests(
            Chart.minimal()
                .set("fluentBit.enabled", true)
                .set("fluentBit.daemonSet", daemonSet)
                .set("falco.enabled", falco)
                .call());

    assertThat(Chart.named(render, "ConfigMap", "weir-fluent-bit").at("metadata", "namespace"))
        .isEqualTo(namespace);
  }

  /** Every address would be a way out for whoever takes over an agent. */
  @Test
  void agentsReachPrivateAddressesOnly() {
    List<Manifest> agents = Chart.manifests(Chart.render("agents"));

    assertThat(Chart.ofKind(agents, "NetworkPolicy"))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            policy ->
                assertThat(String.valueOf(policy.at("spec", "egress")))
                    .doesNotContain("0.0.0.0/0", "::/0"));
    assertThat(String.valueOf(Chart.named(agents, "NetworkPolicy", "weir-fluent-bit").at("spec")))
        .contains("cidr=10.0.0.0/8", "cidr=172.16.0.0/12", "cidr=192.168.0.0/16")
        .contains("cidr=100.64.0.0/10", "cidr=fc00::/7");
    assertThat(Chart.named(agents, "NetworkPolicy", "weir-falco").at("spec", "egress")).isNull();
  }

  @Test
  void fluentBitReadsTheLogOfTheFalcoThatIsInstalledWithIt() {
    String config =
        (String)
            Chart.named(Chart.manifests(Chart.render("agents")), "ConfigMap", "weir-fluent-bit")
                .at("data", "fluent-bit.yaml");

    assertThat(config)
        .contains("path: /var/log/containers/weir-falco-*_weir-agents_falco-*.log")
        .contains("exclude_path: /var/log/containers/weir-falco-*_weir-agents_falco-*.log")
        .contains("tag: audit.kubernetes", "path: /var/log/kubernetes/audit/audit.log")
        .contains("- _SYSTEMD_UNIT=ssh.service", "topics: audit.raw");
    assertThatCode(() -> Chart.yaml(config)).doesNotThrowAnyException();
  }

  @Test
  void falcoWritesWhatIsReadOfIt() {
    Object config =
        Chart.yaml(
            (String)
                Chart.named(Chart.manifests(Chart.render("agents")), "ConfigMap", "weir-falco")
                    .at("data", "weir.yaml"));

    assertThat(Chart.at(config, "engine", "kind")).isEqualTo("modern_ebpf");
    assertThat(Chart.at(config, "priority")).isEqualTo("notice");
    for (String key :
        List.of("json_output", "json_include_output_fields_property", "time_format_iso_8601")) {
      assertThat(Chart.at(config, key)).as(key).isEqualTo(true);
    }
  }

  @Test
  void agentsSendEverythingToTheTopicsThatEnrichReads() {
    String config =
        (String)
            Chart.named(Chart.manifests(Chart.render(Chart.FULL)), "ConfigMap", "weir-fluent-bit")
                .at("data", "fluent-bit.yaml");

    assertThat(config.lines().filter(line -> line.contains("topics:")).map(String::strip))
        .containsExactly("topics: logs.raw", "topics: falco.raw", "topics: falco.raw");
    assertThat(config)
        .contains("brokers: kafka-kafka-bootstrap.kafka:9093")
        .contains("rdkafka.security.protocol: \"SSL\"")
        .contains("- cluster prod-eu-1");
  }

  /** Whoever could reach it could make up alerts; only what agents say of themselves is open. */
  @Test
  void theInputForAlertsOfFalcoListensOnLoopback() {
    String config =
        (String)
            Chart.named(Chart.manifests(Chart.render(Chart.FULL)), "ConfigMap", "weir-fluent-bit")
                .at("data", "fluent-bit.yaml");

    assertThat(config.lines().map(String::strip).filter(line -> line.contains("listen:")))
        .containsExactly("http_listen: 0.0.0.0", "listen: 127.0.0.1");
  }
}
