package io.weir.demo;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether everything that went in is accounted for: every raw record is represented in an event or
 * dead-lettered, and every event is stored, a duplicate, not meant for the store or dead-lettered
 * at each sink.
 */
public final class LedgerCheck {
  private final PipelineObserver observer;
  private final List<String> sinks;

  /**
   * Compares what is watched.
   *
   * @param sinks the stages of the sinks that run
   */
  public LedgerCheck(PipelineObserver observer, List<String> sinks) {
    this.observer = observer;
    this.sinks = sinks;
  }

  /**
   * Waits until everything is accounted for.
   *
   * @param show called about once a second
   * @return what is still open when patience is at its end
   */
  public List<String> await(Duration patience, Runnable show) {
    Instant end = Instant.now().plus(patience);
    Instant shown = Instant.now();
    List<String> open = open();
    while (!open.isEmpty() && Instant.now().isBefore(end)) {
      observer.poll(Duration.ofMillis(200));
      open = open();
      if (Duration.between(shown, Instant.now()).toSeconds() >= 1) {
        shown = Instant.now();
        show.run();
      }
    }
    return open;
  }

  /**
   * What is missing, one sentence each; nothing if the ledger balances and nothing is under way.
   */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    long produced = observer.produced();
    long received = 0;
    long represented = 0;
    long held = 0;
    long expired = 0;
    for (String topic : List.of(Topic.LOGS_RAW.name(), Topic.FALCO_RAW.name())) {
      Map<String, Long> counts = observer.counts("enrich", topic);
      received += counts.getOrDefault(LedgerEntry.RECEIVED, 0L);
      represented += counts.getOrDefault(LedgerEntry.REPRESENTED, 0L);
      held += counts.getOrDefault(LedgerEntry.HELD, 0L);
      expired += counts.getOrDefault(LedgerEntry.EXPIRED, 0L);
    }
    if (received != produced) {
      open.add("enrich has received %d of %d raw records".formatted(received, produced));
    }
    if (expired > 0) {
      open.add("%d records expired before they were read".formatted(expired));
    }
    if (held > 0) {
      open.add("%d lines wait for those that may follow".formatted(held));
    }
    if (represented != observer.representedOnEvents()) {
      open.add(
          "events represent %d raw records, the ledger says %d"
              .formatted(observer.representedOnEvents(), represented));
    }
    for (String sink : sinks) {
      long atSink =
          observer.counts(sink, Topic.EVENTS.name()).getOrDefault(LedgerEntry.RECEIVED, 0L);
      if (atSink != represented) {
        open.add("%s has settled %d of %d records".formatted(sink, atSink, represented));
      }
    }
    if (!observer.everyEntryBalances()) {
      open.add("an entry of the ledger does not balance");
    }
    return open;
  }
}
