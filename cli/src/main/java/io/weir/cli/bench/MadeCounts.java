package io.weir.cli.bench;

import io.weir.enrich.events.EventsStage;
import io.weir.ingest.event.Event;
import io.weir.ingest.topic.DeadLetter;

/** Counts what a stage makes, so that nothing of it can be left out as unused. */
public final class MadeCounts implements EventsStage.Output {
  private long events;
  private long bytes;
  private long deadLetters;

  MadeCounts copy() {
    MadeCounts copy = new MadeCounts();
    copy.events = events;
    copy.bytes = bytes;
    copy.deadLetters = deadLetters;
    return copy;
  }

  public long events() {
    return events;
  }

  /** Of the events' JSON. */
  long bytes() {
    return bytes;
  }

  public long deadLetters() {
    return deadLetters;
  }

  @Override
  public void event(Event event, String key, byte[] json, long[] offsets) {
    events++;
    bytes += json.length;
  }

  @Override
  public void deadLetter(DeadLetter letter, long[] offsets) {
    deadLetters++;
  }
}
