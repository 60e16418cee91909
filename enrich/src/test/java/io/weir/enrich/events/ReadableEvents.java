package io.weir.enrich.events;

import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.topic.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** What can be read of the events that the stage makes of raw records, their keys too. */
public final class ReadableEvents {
  private final StringBuilder out = new StringBuilder();
  private final EventsStage stage;
  private long offset;

  public ReadableEvents(String topic, Redactor redactor) {
    stage =
        new EventsStage(
            topic,
            0,
            EventIds.development(),
            () -> redactor,
            InstantSource.fixed(Instant.EPOCH),
            new EventsStage.Output() {
              @Override
              public void event(Event event, String key, byte[] json, long[] offsets) {
                out.append(key).append(' ').append(new String(json, StandardCharsets.UTF_8));
                out.append('\n');
              }

              @Override
              public void deadLetter(DeadLetter letter, long[] offsets) {
                out.append(letter).append('\n');
              }
            });
  }

  /** Takes the next record of the partition. */
  public void add(String record) {
    stage.add(offset++, record.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** A line for each event or dead letter since the last call; none is held back. */
  public String read() {
    stage.flush();
    String read = out.toString();
    out.setLength(0);
    return read;
  }
}
