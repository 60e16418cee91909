package io.weir.enrich.redact;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is done with the values of each class, and which values the policy adds to Weir's own.
 *
 * @param version the policy's name and a digest of what it says; every event has it
 * @param actions by class, for every class there is
 * @param keys the names of keys whose value is sensitive, Weir's own and the policy's
 * @param addedKeys those of the policy alone
 * @param patterns the forms that the policy adds
 * @param scope where the same value has the same pseudonym
 */
public record Policy(
    String version,
    Map<SensitiveClass, Action> actions,
    SensitiveKeys keys,
    SensitiveKeys addedKeys,
    List<PolicyPattern> patterns,
    PseudonymScope scope) {
  private static final String STANDARD = "standard";
  private static final List<String> SHIPPED = List.of("strict", STANDARD, "minimal");

  public Policy {
    actions = Map.copyOf(actions);
    patterns = List.copyOf(patterns);
  }

  /** The policy that is used by default. */
  public static Policy standard() {
    return shipped(STANDARD);
  }

  private static Policy shipped(String name) {
    return new PolicyReader().read(shippedDocuments(name));
  }

  static List<YamlNode> shippedDocuments(String name) {
    String file = name + ".yaml";
    try (InputStream in = Policy.class.getResourceAsStream(file)) {
      return YamlNode.documents(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isShipped(String name) {
    return SHIPPED.contains(name);
  }

  /**
   * Reads a policy file, as {@link PolicyReader} says.
   *
   * @param file also {@code strict}, {@code standard} or {@code minimal}, the policies that come
   *     with Weir, where there is no file of that name
   * @throws ConfigException naming file, line and reason
   */
  public static Policy load(Path file) {
    if (isShipped(file.toString()) && !Files.exists(file)) {
      return shipped(file.toString());
    }
    List<YamlNode> documents = YamlNode.documents(file);
    if (documents.size() != 1) {
      throw new ConfigException(file.toString(), "must hold one document");
    }
    return new PolicyReader().read(documents);
  }

  /** What is done with the values of a class. */
  Action action(SensitiveClass type) {
    return actions.getOrDefault(type, Action.MASK);
  }

  /**
   * The class of that name.
   *
   * @throws IllegalArgumentException if the policy knows none
   */
  SensitiveClass classOf(String label) {
    return actions.keySet().stream()
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no class '" + label + "'"));
  }
}
