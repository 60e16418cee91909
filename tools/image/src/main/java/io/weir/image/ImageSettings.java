package io.weir.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the image is named and run.
 *
 * @param name repository and tag, as the chart names it
 * @param architecture as OCI has it: {@code amd64}, {@code arm64}
 * @param created the time of all files, so that two builds of one commit make the same image
 * @param labels {@code org.opencontainers.image.*}
 */
record ImageSettings(
    String name, String architecture, Instant created, Map<String, String> labels) {
  /** The user of the chart's pods. */
  private static final String USER = "10001:10001";

  private static final String WEIR = "/opt/weir/weir";

  static ImageSettings of(String name, Instant created, String revision) {
    String version = name.substring(name.lastIndexOf(':') + 1);
    return new ImageSettings(
        name,
        architecture(System.getProperty("os.arch")),
        created,
        Map.of(
            "org.opencontainers.image.title", "weir",
            "org.opencontainers.image.description",
                "Takes a cluster's logs and security events to Loki, Elasticsearch and alerts",
            "org.opencontainers.image.version", version,
            "org.opencontainers.image.revision", revision,
            "org.opencontainers.image.created", created.toString(),
            "org.opencontainers.image.licenses", "Apache-2.0",
            "org.opencontainers.image.vendor", "The Weir authors",
            "org.opencontainers.image.source", "https://github.com/weir/weir",
            "org.opencontainers.image.base.name", "scratch"));
  }

  private static String architecture(String ofJava) {
    return ofJava.equals("aarch64") ? "arm64" : ofJava;
  }

  /** The part of the image's configuration that a container is started with. */
  Map<String, Object> process() {
    return Map.of(
        "User",
        USER,
        "Env",
        List.of("PATH=/opt/java/bin", "LANG=C.UTF-8"),
        "Entrypoint",
        List.of("java", "@" + WEIR),
        "WorkingDir",
        "/",
        "ExposedPorts",
        Map.of("9464/tcp", Map.of()),
        "Labels",
        labels);
  }
}
