package io.weir.enrich.redact;

import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the policies that come with Weir. */
final class ShippedPolicies {
  static final String STANDARD = "standard";

  private static final List<String> NAMES = List.of("anonymous", "strict", STANDARD, "minimal");

  private ShippedPolicies() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** The documents of one that there is. */
  static List<YamlNode> documents(String name) {
    String file = name + ".yaml";
    try (InputStream in = ShippedPolicies.class.getResourceAsStream(file)) {
      return YamlNode.documents(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
