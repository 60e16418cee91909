package io.weir.enrich.incidents;

import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The events of the recorded input, twice where they were delivered twice. */
final class RecordedEvents {
  private static final Path RECORDED = Path.of("..", "tools", "recorded", "records");

  /**
   * An event on its topic.
   *
   * @param key which events lie in one partition
   */
  record Keyed(String key, Event event) {}

  private RecordedEvents() {}

  static List<Keyed> all() throws IOException {
    List<Keyed> events = new ArrayList<>();
    add(Topic.LOGS_RAW.name(), "logs.raw", events);
    add(Topic.FALCO_RAW.name(), "falco.raw", events);
    add(Topic.FALCO_RAW.name(), "falco.http.raw", events);
    return events;
  }

  private static void add(String topic, String file, List<Keyed> events) throws IOException {
    Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
    EventsStage stage =
        new EventsStage(
            topic,
            0,
            EventIds.development(),
            () -> redactor,
            Clock.systemUTC(),
            new EventsStage.Output() {
              @Override
              public void event(Event event, String key, byte[] json, long[] offsets) {
                events.add(new Keyed(key, event));
              }

              @Override
              public void deadLetter(DeadLetter letter, long[] offsets) {}
            });
    long offset = 0;
    for (String line : Files.readAllLines(RECORDED.resolve(file + ".jsonl"))) {
      stage.add(offset++, line.getBytes(StandardCharsets.UTF_8), 0);
    }
    stage.flush();
  }
}
