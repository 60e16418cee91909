package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the shipped rules and their mapping name is there. */
class ShippedRulesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");

  /** A rule about a format that no parser has would never match, and nobody would know. */
  @Test
  void logSourcesAskForFormatsThatThereAre() {
    YamlNode mapping =
        YamlNode.documents(RESOURCES.resolve("io/weir/enrich/sigma/mapping.yaml")).get(0);
    List<String> asked = new ArrayList<>();
    for (YamlNode source : mapping.map().get("logsources").list()) {
      YamlNode format = source.map().get("where").map().get("weir.format");
      if (format != null) {
        format.list().forEach(name -> asked.add(name.text()));
      }
    }

    assertThat(asked).contains("access");
    assertThat(LineFormats.shippedNames()).containsAll(asked);
  }

  @Test
  void everyFileOfRulesIsShipped() throws IOException {
    int rules = 0;
    try (Stream<Path> files = Files.list(RESOURCES.resolve("rules"))) {
      for (Path file : files.toList()) {
        rules += YamlNode.documents(file).size();
      }
    }

    assertThat(RuleSet.shipped().rules()).hasSize(rules);
  }
}
