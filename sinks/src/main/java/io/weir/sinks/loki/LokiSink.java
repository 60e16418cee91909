package io.weir.sinks.loki;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.sinks.BatchBudget;
import io.weir.sinks.Batching;
import io.weir.sinks.Delivery;
import io.weir.sinks.Prepared;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.loki.LokiResponse.Then;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pushes events to Loki: one stream a request, because the answer to a request of several hides
 * what was thrown away. An entry that comes later than its stream allows goes to a stream of its
 * hour, where only a Loki that allows less than an hour would refuse it.
 */
public final class LokiSink implements Sink<LokiEvent> {
  /** Loki's first limit is 4 MiB of what it makes of a request; it adds about 50 bytes an entry. */
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private static final int MAX_RECORDS = 1_000;

  /** A stream of one application has few lines a second: a request for each is not worth it. */
  private static final Duration LINGER = Duration.ofMillis(200);

  /** How far behind the newest entry of its stream another may be. */
  private static final long HOUR_SECONDS = 3_600;

  /** Loki refuses what is ten minutes ahead of its clock, which may be behind the broker's. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private final LokiSettings settings;
  private final LokiClient client;
  private final StreamBudget budget;
  private final InstantSource clock;

  /** A sink for one Loki. */
  public LokiSink(LokiSettings settings, InstantSource clock) {
    this.settings = settings;
    this.client = new LokiClient(settings);
    this.budget = new StreamBudget(settings.maxStreams(), clock);
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.loki";
  }

  @Override
  public Batching batching() {
    return new Batching(MAX_RECORDS, MAX_REQUEST_BYTES, LINGER, true);
  }

  @Override
  public void assigned(int mine, int all) {
    budget.share(mine, all);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("weir.sink.streams", budget, StreamBudget::used)
        .description("Streams of Loki that this process has open")
        .tag("sink", stage())
        .register(registry);
    Gauge.builder("weir.sink.streams.limit", budget, StreamBudget::max)
        .description("How many streams of Loki this process may have open")
        .tag("sink", stage())
        .register(registry);
    FunctionCounter.builder("weir.sink.streams.overflowed", budget, StreamBudget::overflowed)
        .description("Events that went to a stream for the excess, for want of one of their own")
        .tag("sink", stage())
        .register(registry);
  }

  @Override
  public Prepared<LokiEvent> prepare(SinkRecord record) {
    if (record.value() == null) {
      return Prepared.notRouted();
    }
    Event event;
    try {
      event = EventJson.read(record.value());
    } catch (IOException e) {
      return Prepared.rejected("unreadable");
    }
    Map<String, String> labels = LokiLabels.of(event, record.at().partition());
    LokiStream stream = budget.admit(labels);
    Map<String, String> others = new TreeMap<>(labels);
    others.keySet().removeAll(stream.labels().keySet());
    if (StreamBudget.isExcess(stream)) {
      others.put("app", labels.get(LokiLabels.SERVICE));
    }
    LokiEvent prepared =
        new LokiEvent(stream, LokiEncoder.entries(event, time(event, record), others, settings));
    return new Prepared.Ready<>(stream.selector(), prepared, prepared.bytes());
  }

  /**
   * A node whose clock is ahead dates its lines into a future that Loki does not accept. They are
   * shown at the time at which the broker took them, which is the same for each delivery.
   */
  private static Instant time(Event event, SinkRecord record) {
    Instant appended = Instant.ofEpochMilli(record.appended());
    return record.appended() > 0 && event.timestamp().isAfter(appended.plus(MAX_AHEAD))
        ? appended
        : event.timestamp();
  }

  private record Item(int index, LokiEntry entry) {}

  /** What becomes of a batch, by the index of its events. */
  private record Batch(BatchBudget limit, List<Delivery> deliveries) {

    /** Of the parts of an event the worst counts: all of them have to be stored. */
    void settle(List<Item> items, Delivery delivery) {
      for (Item item : items) {
        Delivery known = deliveries.get(item.index());
        if (known == null || known instanceof Delivery.Done) {
          deliveries.set(item.index(), delivery);
        }
      }
    }
  }

  @Override
  public List<Delivery> deliver(String lane, List<LokiEvent> events) {
    List<Delivery> deliveries = Arrays.asList(new Delivery[events.size()]);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      for (LokiEntry entry : events.get(i).entries()) {
        items.add(new Item(i, entry));
      }
    }
    deliver(events.get(0).stream(), items, new Batch(new BatchBudget(clock), deliveries));
    return deliveries;
  }

  /** Sends a stream in order of time: the newest entry shuts out what is an hour older. */
  private void deliver(LokiStream stream, List<Item> items, Batch batch) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort((a, b) -> a.entry().compareTo(b.entry()));
    List<Item> late = new ArrayList<>();
    for (List<Item> request : requests(sorted)) {
      send(stream, request, batch, late);
    }
    backfill(stream, late, batch);
  }

  /**
   * None lasts an hour: what is sent again, because the answer was lost or the request is divided,
   * is then never late behind what was stored with it.
   */
  private static List<List<Item>> requests(List<Item> items) {
    List<List<Item>> requests = new ArrayList<>();
    int from = 0;
    while (from < items.size()) {
      int to = from;
      int bytes = 0;
      long until = items.get(from).entry().seconds() + HOUR_SECONDS;
      while (to < items.size()
          && (to == from || bytes < MAX_REQUEST_BYTES)
          && items.get(to).entry().seconds() < until) {
        bytes += items.get(to++).entry().bytes();
      }
      requests.add(items.subList(from, to));
      from = to;
    }
    return requests;
  }

  private void backfill(LokiStream stream, List<Item> late, Batch batch) {
    Map<String, List<Item>> hours = new TreeMap<>();
    for (Item item : late) {
      Instant time = Instant.ofEpochSecond(item.entry().seconds());
      hours.computeIfAbsent(HOUR.format(time), hour -> new ArrayList<>()).add(item);
    }
    hours.forEach(
        (hour, items) -> {
          LokiStream own = stream.with("backfill", hour);
          // Within one hour nothing is too late.
          requests(items).forEach(request -> send(own, request, batch, null));
        });
  }

  /**
   * Sends entries of one stream.
   *
   * @param late takes those that came too late for the stream; null if none can
   */
  private void send(LokiStream stream, List<Item> items, Batch batch, List<Item> late) {
    LokiResponse answer = push(stream, items, batch);
    if (answer.then() == Then.OVERFLOW && !StreamBudget.isExcess(stream)) {
      overflow(stream, items, batch);
    } else if (answer.then() == Then.BACKFILL && late != null) {
      setAsideLate(stream, items, answer, batch, late);
    } else if (answer.then().isDivisible() && items.size() > 1) {
      sendHalves(stream, items, batch, late);
    } else {
      batch.settle(items, answer.delivery());
    }
  }

  /** What the stream for the excess lacks of the labels becomes metadata of its entries. */
  private void overflow(LokiStream stream, List<Item> items, Batch batch) {
    LokiStream excess = budget.refused(stream);
    Map<String, String> others = new TreeMap<>(stream.labels());
    others.keySet().removeAll(excess.labels().keySet());
    List<Item> moved =
        items.stream().map(item -> new Item(item.index(), item.entry().with(others))).toList();
    deliver(excess, moved, batch);
  }

  private void sendHalves(LokiStream stream, List<Item> items, Batch batch, List<Item> late) {
    int half = items.size() / 2;
    send(stream, items.subList(0, half), batch, late);
    send(stream, items.subList(half, items.size()), batch, late);
  }

  /** Those that are late come first, for entries are sent in order of time. */
  private void setAsideLate(
      LokiStream stream, List<Item> items, LokiResponse answer, Batch batch, List<Item> late) {
    if (answer.late() == LokiResponse.UNKNOWN && items.size() > 1) {
      findWhatIsLate(stream, items, batch, late);
      return;
    }
    int count = Math.max(1, answer.late());
    late.addAll(items.subList(0, count));
    batch.settle(items.subList(count, items.size()), Delivery.Done.STORED);
  }

  private void findWhatIsLate(LokiStream stream, List<Item> items, Batch batch, List<Item> late) {
    LateEntries<Item> found =
        LateEntries.find(items, item -> push(stream, List.of(item), batch), batch::settle);
    late.addAll(found.late());
    List<Item> rest = found.rest();
    if (rest.size() == items.size()) {
      // Nothing was found: the same request would be answered the same.
      sendHalves(stream, rest, batch, late);
    } else if (!rest.isEmpty()) {
      // What else is wrong with a request does not show beside what is late.
      send(stream, rest, batch, late);
    }
  }

  private LokiResponse push(LokiStream stream, List<Item> items, Batch batch) {
    if (batch.limit().ended() != null) {
      return LokiResponse.stop(batch.limit().ended());
    }
    LokiResponse answer = client.push(stream, items.stream().map(Item::entry).toList());
    if (answer.then() == Then.STOP) {
      batch.limit().end((Delivery.Retry) answer.delivery());
    }
    return answer;
  }

  @Override
  public String probe() {
    return client.probe();
  }

  @Override
  public void close() {
    // The JDK's client ends with its last reference.
  }
}
