package io.weir.enrich.redact;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where policies come from: files of users, and those that come with Weir. */
public final class Policies {
  private Policies() {}

  /** The policy that is used by default. */
  public static Policy standard() {
    return shipped(ShippedPolicies.STANDARD);
  }

  private static Policy shipped(String name) {
    return new PolicyReader().read(ShippedPolicies.documents(name));
  }

  /**
   * Reads a policy file, as {@link PolicyReader} says.
   *
   * @param file also {@code anonymous}, {@code strict}, {@code standard} or {@code minimal}, the
   *     policies that come with Weir, where there is no file of that name
   * @throws ConfigException naming file, line and reason
   */
  public static Policy load(Path file) {
    if (ShippedPolicies.has(file.toString()) && !Files.exists(file)) {
      return shipped(file.toString());
    }
    List<YamlNode> documents = YamlNode.documents(file);
    if (documents.size() != 1) {
      throw new ConfigException(file.toString(), "must hold one document");
    }
    return new PolicyReader().read(documents);
  }
}
