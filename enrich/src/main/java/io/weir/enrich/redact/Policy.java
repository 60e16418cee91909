package io.weir.enrich.redact;

import io.weir.ingest.config.ConfigException;
import io.weir.ingest.config.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final String STANDARD = "standard.yaml";

  public Policy {
    actions = Map.copyOf(actions);
  }

  /** The policy that is used when none is given. */
  public static Policy standard() {
    try (InputStream in = Policy.class.getResourceAsStream(STANDARD)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return read(STANDARD, YamlNode.documents(STANDARD, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a policy file: a {@code name} and {@code classes}, a map from class to keep, mask, drop
   * or pseudonym. A class that is not named has its default, which is never keep.
   *
   * @throws ConfigException naming file, line and reason
   */
  public static Policy load(Path file) {
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
          .forEach((label, action) -> actions.put(type(label, action), action.oneOf(Action.class)));
    }
    return new Policy(root.get("name").text() + "-" + digest(actions), actions);
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
