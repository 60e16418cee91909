package io.weir.enrich.redact;

import io.weir.ingest.config.ConfigException;
import io.weir.ingest.config.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is done with the values of each class.
 *
 * @param version the policy's name and a digest of what it says; stands in every event
 */
public record Policy(String version, Map<SensitiveClass, Action> actions) {
  private static final String STANDARD = "standard";
  private static final List<String> SHIPPED = List.of("strict", STANDARD, "minimal");

  public Policy {
    actions = Map.copyOf(actions);
  }

  /** The policy that is used when none is given. */
  public static Policy standard() {
    return shipped(STANDARD);
  }

  private static Policy shipped(String name) {
    String file = name + ".yaml";
    try (InputStream in = Policy.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return read(file, YamlNode.documents(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a policy file: a {@code name} and {@code classes}, a map from class to keep, mask, drop
   * or pseudonym, or to an {@code action} and a {@code why}. A class that is not named has its
   * default, which is never keep.
   *
   * @param file also {@code strict}, {@code standard} or {@code minimal}, the policies that come
   *     with Weir, where there is no file of that name
   * @throws ConfigException naming file, line and reason
   */
  public static Policy load(Path file) {
    if (SHIPPED.contains(file.toString()) && !Files.exists(file)) {
      return shipped(file.toString());
    }
    return read(file.toString(), YamlNode.documents(file));
  }

  private static Policy read(String name, List<YamlNode> documents) {
    if (documents.size() != 1) {
      throw new ConfigException(name, "must hold one document");
    }
    Map<String, YamlNode> root = documents.get(0).map(Set.of("name", "classes"));
    if (!root.containsKey("name")) {
      throw documents.get(0).fault("must have a 'name'");
    }
    Map<SensitiveClass, Action> actions = new EnumMap<>(SensitiveClass.class);
    for (SensitiveClass type : SensitiveClass.values()) {
      actions.put(type, type.byDefault());
    }
    if (root.containsKey("classes")) {
      root.get("classes")
          .map()
          .forEach((label, node) -> actions.put(type(label, node), action(node)));
    }
    return new Policy(root.get("name").text() + "-" + digest(actions), actions);
  }

  private static Action action(YamlNode node) {
    if (!node.isMap()) {
      return node.oneOf(Action.class);
    }
    YamlNode action = node.map(Set.of("action", "why")).get("action");
    if (action == null) {
      throw node.fault("must have an 'action'");
    }
    return action.oneOf(Action.class);
  }

  private static SensitiveClass type(String label, YamlNode at) {
    return SensitiveClass.byLabel(label)
        .orElseThrow(
            () ->
                at.fault(
                    "'%s' is no class; known are %s"
                        .formatted(
                            label,
                            Arrays.stream(SensitiveClass.values())
                                .map(SensitiveClass::label)
                                .collect(Collectors.joining(", ")))));
  }

  private static String digest(Map<SensitiveClass, Action> actions) {
    try {
      byte[] said = new TreeMap<>(actions).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
