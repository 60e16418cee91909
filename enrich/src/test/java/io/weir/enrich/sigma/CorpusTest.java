package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rules of SigmaHQ, where a copy of them is at hand. */
class CorpusTest {
  @Test
  void realRulesLoadOrSayWhyNot() throws IOException {
    String corpora = System.getenv("WEIR_CORPORA");
    Assumptions.assumeTrue(
        corpora != null && !corpora.isEmpty(), "WEIR_CORPORA does not name a directory of corpora");
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(corpora, "sigma", "rules"))) {
      files = all.filter(file -> file.toString().endsWith(".yml")).toList();
    }

    List<String> faults = new ArrayList<>();
    for (Path file : files) {
      try {
        RuleSet.load(file);
      } catch (ConfigException e) {
        faults.add(e.getMessage().substring(e.getMessage().lastIndexOf('/') + 1));
      }
    }

    System.out.println(files.size() + " rules, refused: " + String.join("\n", faults));
    assertThat(faults).allMatch(fault -> fault.matches("(?s)[^:]+:\\d+: .+"));
    assertThat(faults.size()).isLessThan(files.size() / 2);
  }
}
