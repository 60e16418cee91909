package io.weir.enrich.sigma;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlFiles;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules that refer to each other, all of them valid; never changes. */
public final class RuleSet {
  private static final List<String> SHIPPED =
      List.of("container_steps.yml", "container_takeover.yml", "database.yml", "web.yml");

  private final List<Rule> rules;

  private RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules that come with Weir. */
  public static RuleSet shipped() {
    List<YamlNode> documents = new ArrayList<>();
    for (String name : SHIPPED) {
      try (InputStream in = RuleSet.class.getResourceAsStream("/rules/" + name)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        documents.addAll(YamlNode.documents(name, text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return of(documents);
  }

  /**
   * The rules of a file, or of all files below a directory, as {@link YamlFiles} finds them.
   *
   * @throws ConfigException naming file, line and reason of the first fault
   */
  public static RuleSet load(Path path) {
    List<YamlNode> documents = new ArrayList<>();
    YamlFiles.of(path).forEach(file -> documents.addAll(YamlNode.documents(file)));
    if (documents.isEmpty()) {
      throw new ConfigException(path.toString(), "holds no rule");
    }
    return of(documents);
  }

  /** The rules of some documents, each a detection or a correlation, in any order. */
  public static RuleSet of(List<YamlNode> documents) {
    RuleReader reader = new RuleReader();
    ReferenceResolver resolver = new ReferenceResolver();
    documents.forEach(document -> resolver.add(document, reader.read(document)));
    return new RuleSet(resolver.resolveAll());
  }

  /**
   * Reads a rule by itself; which rules it refers to is not looked at.
   *
   * @throws ConfigException naming file, line and reason
   */
  public static void check(YamlNode document) {
    new RuleReader().read(document);
  }

  /** All rules, in the order in which they are written. */
  public List<Rule> rules() {
    return rules;
  }

  /** The rules that look at single events. */
  public List<DetectionRule> detections() {
    return rules.stream()
        .filter(DetectionRule.class::isInstance)
        .map(DetectionRule.class::cast)
        .toList();
  }

  /**
   * The rules whose finds count on their own: all correlations and detections but those that a
   * correlation refers to without {@code generate: true}.
   */
  public List<Rule> roots() {
    Set<String> parts = new HashSet<>();
    for (Rule rule : rules) {
      if (rule instanceof CorrelationRule correlation && !correlation.generate()) {
        correlation.rules().forEach(part -> parts.add(part.id()));
      }
    }
    return rules.stream().filter(rule -> !parts.contains(rule.id())).toList();
  }
}
