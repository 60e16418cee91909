package io.weir.sinks.loki;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.sinks.BatchLimit;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.loki.LokiResponse.Then;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pushes events to Loki: one stream a request, because the answer to a request of several hides
 * what was thrown away. An entry that comes later than its stream allows goes to a stream of its
 * hour, where only a Loki that allows less than an hour would refuse it.
 */
public final class LokiSink implements Sink {
  /** Loki's first limit is 4 MiB of what it makes of a request; it adds about 50 bytes an entry. */
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private static final int ENTRY_OVERHEAD = 64;

  /** How far behind the newest entry of its stream another may be. */
  private static final long HOUR_SECONDS = 3_600;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private final LokiClient client;
  private final InstantSource clock;

  /**
   * A sink for one Loki.
   *
   * @param loki its base URL, to which {@code /loki/api/v1/push} is added
   * @param tenant for {@code X-Scope-OrgID}, or null
   */
  public LokiSink(URI loki, String tenant, InstantSource clock) {
    this.client = new LokiClient(loki, tenant);
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.loki";
  }

  private record Item(int index, LokiEntry entry) {}

  /** What becomes of a batch, by the index of its records. */
  private record Batch(BatchLimit limit, List<Delivery> deliveries) {
    void settle(List<Item> items, Delivery delivery) {
      items.forEach(item -> deliveries.set(item.index(), delivery));
    }
  }

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    List<Delivery> deliveries = Arrays.asList(new Delivery[batch.size()]);
    Map<Map<String, String>, List<Item>> streams = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i).value() == null) {
        deliveries.set(i, Delivery.Done.NOT_ROUTED);
        continue;
      }
      LokiEntry entry = entry(batch.get(i));
      if (entry == null) {
        deliveries.set(i, new Delivery.Rejected("unreadable", null));
      } else {
        streams.computeIfAbsent(entry.labels(), l -> new ArrayList<>()).add(new Item(i, entry));
      }
    }
    BatchLimit limit = new BatchLimit(clock);
    streams.forEach((labels, items) -> deliver(labels, items, new Batch(limit, deliveries)));
    return deliveries;
  }

  private static LokiEntry entry(SinkRecord record) {
    try {
      Event event = EventJson.read(record.value());
      return LokiEncoder.entry(event, record.at().partition());
    } catch (IOException e) {
      return null;
    }
  }

  /** Sends a stream in order of time: the newest entry shuts out what is an hour older. */
  private void deliver(Map<String, String> labels, List<Item> items, Batch batch) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort((a, b) -> a.entry().compareTo(b.entry()));
    List<Item> late = new ArrayList<>();
    for (List<Item> request : requests(sorted)) {
      send(labels, request, batch, late);
    }
    backfill(labels, late, batch);
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
        bytes += size(items.get(to++).entry());
      }
      requests.add(items.subList(from, to));
      from = to;
    }
    return requests;
  }

  private void backfill(Map<String, String> labels, List<Item> late, Batch batch) {
    Map<String, List<Item>> hours = new TreeMap<>();
    for (Item item : late) {
      Instant time = Instant.ofEpochSecond(item.entry().seconds());
      hours.computeIfAbsent(HOUR.format(time), hour -> new ArrayList<>()).add(item);
    }
    hours.forEach(
        (hour, items) -> {
          Map<String, String> own = new TreeMap<>(labels);
          own.put("backfill", hour);
          // Within one hour nothing is too late.
          requests(items).forEach(request -> send(own, request, batch, null));
        });
  }

  /**
   * Sends entries of one stream.
   *
   * @param late takes those that came too late for the stream; null if none can
   */
  private void send(Map<String, String> labels, List<Item> items, Batch batch, List<Item> late) {
    LokiResponse answer = push(labels, items, batch);
    if (answer.then() == Then.BACKFILL && late != null) {
      sendWhatIsNotLate(labels, items, answer, batch, late);
    } else if (answer.then() != Then.GO_ON && answer.then() != Then.STOP && items.size() > 1) {
      sendHalves(labels, items, batch, late);
    } else {
      batch.settle(items, answer.delivery());
    }
  }

  private void sendHalves(
      Map<String, String> labels, List<Item> items, Batch batch, List<Item> late) {
    int half = items.size() / 2;
    send(labels, items.subList(0, half), batch, late);
    send(labels, items.subList(half, items.size()), batch, late);
  }

  /** Those that are late come first, for entries are sent in order of time. */
  private void sendWhatIsNotLate(
      Map<String, String> labels,
      List<Item> items,
      LokiResponse answer,
      Batch batch,
      List<Item> late) {
    if (answer.late() == LokiResponse.UNKNOWN && items.size() > 1) {
      findWhatIsLate(labels, items, batch, late);
      return;
    }
    int count = Math.max(1, answer.late());
    late.addAll(items.subList(0, count));
    batch.settle(items.subList(count, items.size()), Delivery.Done.STORED);
  }

  private void findWhatIsLate(
      Map<String, String> labels, List<Item> items, Batch batch, List<Item> late) {
    LateEntries<Item> found =
        LateEntries.find(items, item -> push(labels, List.of(item), batch), batch::settle);
    late.addAll(found.late());
    List<Item> rest = found.rest();
    if (rest.size() == items.size()) {
      // Nothing was found: the same request would be answered the same.
      sendHalves(labels, rest, batch, late);
    } else if (!rest.isEmpty()) {
      // What else is wrong with a request does not show beside what is late.
      send(labels, rest, batch, late);
    }
  }

  private LokiResponse push(Map<String, String> labels, List<Item> items, Batch batch) {
    if (batch.limit().ended() != null) {
      return LokiResponse.stop(batch.limit().ended());
    }
    LokiResponse answer = client.push(labels, items.stream().map(Item::entry).toList());
    if (answer.then() == Then.STOP) {
      batch.limit().end((Delivery.Retry) answer.delivery());
    }
    return answer;
  }

  private static int size(LokiEntry entry) {
    int metadata =
        entry.metadata().entrySet().stream()
            .mapToInt(pair -> pair.getKey().length() + pair.getValue().length() + 8)
            .sum();
    return 3 * entry.line().length() / 2 + metadata + ENTRY_OVERHEAD;
  }

  @Override
  public String unhealthy() {
    return client.fault();
  }

  @Override
  public void close() {
    // The JDK's client ends with its last reference.
  }
}
