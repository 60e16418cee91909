package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Policy;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadableConfigTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void writePolicy() throws IOException {
    file = dir.resolve("policy.yaml");
    Files.writeString(file, "name: first\nclasses:\n  email: mask\n");
  }

  @Test
  void usesWhatHasChanged() throws IOException {
    try (ReloadableConfig<Policy> policy = policy()) {
      assertThat(policy.get().version()).startsWith("first-");

      Files.writeString(file, "name: second\nclasses:\n  email: drop\n");
      policy.look();

      assertThat(policy.get().version()).startsWith("second-");
      assertThat(successful()).isEqualTo(1);
      assertThat(reloads("used")).isEqualTo(1);
    }
  }

  @Test
  void keepsTheOldOneWhereTheNewOneIsWrong() throws IOException {
    try (ReloadableConfig<Policy> policy = policy()) {
      Policy before = policy.get();

      Files.writeString(file, "name: second\nclasses:\n  no_such_class: mask\n");
      policy.look();
      policy.look();

      assertThat(policy.get()).isSameAs(before);
      assertThat(successful()).isZero();
      assertThat(reloads("refused")).isEqualTo(1);

      Files.delete(file);
      policy.look();
      assertThat(policy.get()).isSameAs(before);

      writePolicy();
      policy.look();
      assertThat(policy.get().version()).isEqualTo(before.version());
      assertThat(successful()).isEqualTo(1);
    }
  }

  @Test
  void leavesAloneWhatHasNotChanged() {
    try (ReloadableConfig<Policy> policy = policy()) {
      Policy before = policy.get();
      policy.look();
      assertThat(policy.get()).isSameAs(before);
    }
  }

  @Test
  void needsSomethingToBeginWith() throws IOException {
    Files.writeString(file, "name: [");
    assertThatThrownBy(this::policy)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("policy.yaml");
  }

  @Test
  void followsTheLinksOfAMountedVolume() throws IOException {
    Path first = Files.createDirectory(dir.resolve("..2026_11_23"));
    Path second = Files.createDirectory(dir.resolve("..2026_11_24"));
    Files.writeString(first.resolve("rule.yml"), rule("one"));
    Files.writeString(second.resolve("rule.yml"), rule("two"));
    Path rules = Files.createDirectory(dir.resolve("rules"));
    Path data = rules.resolve("..data");
    Files.createSymbolicLink(data, first);
    Files.createSymbolicLink(rules.resolve("rule.yml"), Path.of("..data", "rule.yml"));
    try (ReloadableConfig<RuleSet> loaded =
        new ReloadableConfig<>("rules", List.of(rules), () -> RuleSet.load(rules), metrics)) {
      assertThat(loaded.get().rules())
          .extracting(rule -> rule.metadata().title())
          .containsExactly("one");

      Files.delete(data);
      Files.createSymbolicLink(data, second);
      loaded.look();

      assertThat(loaded.get().rules())
          .extracting(rule -> rule.metadata().title())
          .containsExactly("two");
    }
  }

  private ReloadableConfig<Policy> policy() {
    return new ReloadableConfig<>("redaction", List.of(file), () -> Policies.load(file), metrics);
  }

  private double successful() {
    return metrics.get("weir.config.last.reload.successful").gauge().value();
  }

  private double reloads(String outcome) {
    return metrics.get("weir.config.reloads").tag("outcome", outcome).counter().count();
  }

  private static String rule(String title) {
    return """
        title: %s
        logsource:
          product: falco
        detection:
          selection:
            rule: Terminal shell in container
          condition: selection
        level: high
        """
        .formatted(title);
  }
}
