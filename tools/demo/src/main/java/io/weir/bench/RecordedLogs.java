package io.weir.bench;

import io.weir.demo.TimeShift;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The recorded lines of pods, as if all of them had been written just now. */
final class RecordedLogs {
  private RecordedLogs() {}

  /**
   * Reads them, each with its times moved to now, those within the line too.
   *
   * @param checkout the directory that holds {@code tools/recorded}
   */
  static List<byte[]> ofNow(Path checkout) throws IOException {
    Instant now = Instant.now();
    List<byte[]> moved = new ArrayList<>();
    for (String line :
        Files.readAllLines(checkout.resolve("tools/recorded/records/logs.raw.jsonl"))) {
      String time = Json.MAPPER.readTree(line).path("@timestamp").asText();
      TimeShift shift = new TimeShift(Duration.between(Instant.parse(time), now));
      moved.add(shift.apply(line).getBytes(StandardCharsets.UTF_8));
    }
    return moved;
  }
}
