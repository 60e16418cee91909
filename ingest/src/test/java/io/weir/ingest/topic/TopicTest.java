package io.weir.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest {
  /** The README is the specification that others read; this table is what setup and clients use. */
  @Test
  void theReadmeSaysTheSame() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[a-z.]+` \\|.* MiB \\|"))
            .toList();

    assertThat(rows).hasSameSizeAs(Topic.ALL);
    for (Topic topic : Topic.ALL) {
      assertThat(rows)
          .filteredOn(row -> row.startsWith("| `" + topic.name() + "` |"))
          .singleElement()
          .asString()
          .endsWith("| %s | %d MiB |".formatted(kept(topic), topic.maxBytes() >> 20));
    }
  }

  private static String kept(Topic topic) {
    long days = topic.retention().toDays();
    return (topic.compacted() ? "compacted, " : "") + (days > 3 ? days + " d" : days * 24 + " h");
  }

  @Test
  void whatARawRecordHoldsFitsAnEventAndAnEventFitsADeadLetter() {
    assertThat(Topic.RAW)
        .allSatisfy(raw -> assertThat(raw.maxBytes()).isLessThan(Topic.EVENTS.maxBytes()));
    assertThat(Topic.DLQ.maxBytes()).isGreaterThan(Topic.EVENTS.maxBytes());
    assertThat(Topic.DLQ.retention()).isGreaterThan(Topic.EVENTS.retention());
  }
}
