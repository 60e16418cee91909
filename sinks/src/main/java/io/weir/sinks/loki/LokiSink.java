package io.weir.sinks.loki;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventReader;
import io.weir.ingest.event.Field;
import io.weir.ingest.meter.MeterFamily;
import io.weir.ingest.topic.Store;
import io.weir.sinks.Batching;
import io.weir.sinks.Delivery;
import io.weir.sinks.Prepared;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.StoreDelivery;
import io.weir.sinks.Verdict;
import io.weir.sinks.loki.LokiResponse.Elsewhere;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * A stream of one application has few lines a second: a request for each is not worth it. As long
   * as other agents of Loki wait by default.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** How far behind the newest entry of its stream another may be. */
  private static final long HOUR_SECONDS = 3_600;

  /** Loki refuses what is ten minutes ahead of its clock, which may be behind the broker's. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private static final MeterFamily STREAMS =
      MeterFamily.gauge("weir.sink.streams", "Streams of Loki that this process has open", "sink");
  private static final MeterFamily STREAMS_LIMIT =
      MeterFamily.gauge(
          "weir.sink.streams.limit", "How many streams of Loki this process may have open", "sink");
  private static final MeterFamily STREAMS_OF_NAMESPACE =
      MeterFamily.gauge(
          "weir.sink.streams.namespace",
          "Open streams of the namespace that has most; it may have a quarter of the limit",
          "sink");
  private static final MeterFamily STREAMS_OVERFLOWED =
      MeterFamily.counter(
          "weir.sink.streams.overflowed",
          "Events that went to a stream for the excess, for want of one of their own",
          "sink");

  /** Of what an event has, Loki is sent a small part. */
  static final EventReader READER = new EventReader(wanted());

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

  private static Set<Field> wanted() {
    Set<Field> wanted = EnumSet.copyOf(LokiLabels.fields());
    wanted.addAll(LokiEncoder.fields());
    return wanted;
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

  /** All that only this sink publishes, for the page of metrics. */
  public static List<MeterFamily> families() {
    return List.of(STREAMS, STREAMS_LIMIT, STREAMS_OF_NAMESPACE, STREAMS_OVERFLOWED);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    STREAMS.gauge(registry, budget, StreamBudget::used, stage());
    STREAMS_LIMIT.gauge(registry, budget, StreamBudget::max, stage());
    STREAMS_OF_NAMESPACE.gauge(registry, budget, StreamBudget::mostOfNamespace, stage());
    STREAMS_OVERFLOWED.counter(registry, budget, StreamBudget::overflowed, stage());
  }

  @Override
  public Prepared<LokiEvent> prepare(SinkRecord record) {
    if (record.value() == null || !record.isFor(Store.LOKI, true)) {
      return Prepared.notRouted();
    }
    Event event;
    try {
      event = READER.read(record.value());
    } catch (IOException e) {
      return Prepared.rejected("unreadable");
    }
    LokiLabels labels = LokiLabels.of(event, record.partition());
    LokiStream stream = budget.admit(labels);
    Map<String, String> others =
        StreamBudget.isExcess(stream) ? ofExcess(labels, stream) : Map.of();
    LokiEvent prepared =
        new LokiEvent(stream, LokiEncoder.entries(event, time(event, record), others, settings));
    return new Prepared.Ready<>(stream.selector(), prepared, prepared.bytes());
  }

  /** The labels of an event that its stream does not have. */
  private static Map<String, String> ofExcess(LokiLabels labels, LokiStream stream) {
    Map<String, String> others = labels.byName();
    others.keySet().removeAll(stream.labels().keySet());
    others.put("app", labels.service());
    return others;
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

  @Override
  public List<Delivery> deliver(String lane, List<LokiEvent> events) {
    List<Delivery> deliveries = Arrays.asList(new Delivery[events.size()]);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      for (LokiEntry entry : events.get(i).entries()) {
        items.add(new Item(i, entry));
      }
    }
    StoreDelivery<Item> batch =
        new StoreDelivery<>(clock, (settled, what) -> settle(settled, what, deliveries));
    deliver(events.get(0).stream(), items, batch);
    return deliveries;
  }

  /** Of the parts of an event the worst counts: all of them have to be stored. */
  private static void settle(List<Item> items, Delivery what, List<Delivery> deliveries) {
    for (Item item : items) {
      Delivery known = deliveries.get(item.index());
      if (known == null || known instanceof Delivery.Done) {
        deliveries.set(item.index(), what);
      }
    }
  }

  /** Sends a stream in order of time: the newest entry shuts out what is an hour older. */
  private void deliver(LokiStream stream, List<Item> items, StoreDelivery<Item> batch) {
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

  private void backfill(LokiStream stream, List<Item> late, StoreDelivery<Item> batch) {
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
  private void send(
      LokiStream stream, List<Item> items, StoreDelivery<Item> batch, List<Item> late) {
    batch.send(items, request -> judge(stream, request, batch, late));
  }

  private Verdict judge(
      LokiStream stream, List<Item> items, StoreDelivery<Item> batch, List<Item> late) {
    LokiResponse answer = push(stream, items, batch);
    if (answer.elsewhere() == Elsewhere.OVERFLOW && !StreamBudget.isExcess(stream)) {
      overflow(stream, items, batch);
      return new Verdict.Elsewhere();
    }
    if (answer.elsewhere() == Elsewhere.BACKFILL && late != null) {
      if (answer.late() == LokiResponse.UNKNOWN && items.size() > 1) {
        findWhatIsLate(stream, items, batch, late);
      } else {
        setAsideLate(items, Math.max(1, answer.late()), batch, late);
      }
      return new Verdict.Elsewhere();
    }
    return answer.verdict();
  }

  /** What the stream for the excess lacks of the labels becomes metadata of its entries. */
  private void overflow(LokiStream stream, List<Item> items, StoreDelivery<Item> batch) {
    LokiStream excess = budget.refused(stream);
    Map<String, String> others = new TreeMap<>(stream.labels());
    others.keySet().removeAll(excess.labels().keySet());
    List<Item> moved =
        items.stream().map(item -> new Item(item.index(), item.entry().with(others))).toList();
    deliver(excess, moved, batch);
  }

  /** Those that are late come first, for entries are sent in order of time. */
  private static void setAsideLate(
      List<Item> items, int count, StoreDelivery<Item> batch, List<Item> late) {
    late.addAll(items.subList(0, count));
    batch.settle(items.subList(count, items.size()), Delivery.Done.STORED);
  }

  private void findWhatIsLate(
      LokiStream stream, List<Item> items, StoreDelivery<Item> batch, List<Item> late) {
    LateEntries<Item> found =
        LateEntries.find(items, item -> push(stream, List.of(item), batch), batch::settle);
    late.addAll(found.late());
    List<Item> rest = found.rest();
    if (rest.size() == items.size()) {
      // Nothing was found: the same request would be answered the same.
      batch.sendHalves(rest, request -> judge(stream, request, batch, late));
    } else if (!rest.isEmpty()) {
      // What else is wrong with a request does not show next to what is late.
      send(stream, rest, batch, late);
    }
  }

  private LokiResponse push(LokiStream stream, List<Item> items, StoreDelivery<Item> batch) {
    if (batch.stopped() != null) {
      return LokiResponse.stop(batch.stopped());
    }
    LokiResponse answer = client.push(stream, items.stream().map(Item::entry).toList());
    batch.note(answer.verdict());
    return answer;
  }

  @Override
  public String probe() {
    return client.probe();
  }

  @Override
  public void close() {
    client.close();
  }
}
