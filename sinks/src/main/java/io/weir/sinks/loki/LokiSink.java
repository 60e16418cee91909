package io.weir.sinks.loki;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.StoreUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
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
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Loki's first limit is 4 MiB of what it makes of a request; it adds about 50 bytes an entry. */
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private static final int ENTRY_OVERHEAD = 64;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI push;
  private final String tenant;
  private volatile String fault;

  /**
   * A sink for one Loki.
   *
   * @param loki its base URL, to which {@code /loki/api/v1/push} is added
   * @param tenant for {@code X-Scope-OrgID}, or null
   */
  public LokiSink(URI loki, String tenant) {
    this.push = StoreUrl.below(loki, "/loki/api/v1/push");
    this.tenant = tenant;
  }

  @Override
  public String stage() {
    return "sink.loki";
  }

  private record Item(int index, LokiEntry entry) {}

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    Delivery[] deliveries = new Delivery[batch.size()];
    Map<Map<String, String>, List<Item>> streams = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i).value() == null) {
        deliveries[i] = Delivery.Done.NOT_ROUTED;
        continue;
      }
      LokiEntry entry = entry(batch.get(i));
      if (entry == null) {
        deliveries[i] = new Delivery.Rejected("unreadable", null);
      } else {
        streams.computeIfAbsent(entry.labels(), l -> new ArrayList<>()).add(new Item(i, entry));
      }
    }
    streams.forEach((labels, items) -> deliver(labels, items, deliveries));
    return Arrays.asList(deliveries);
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
  private void deliver(Map<String, String> labels, List<Item> items, Delivery[] deliveries) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort((a, b) -> a.entry().compareTo(b.entry()));
    List<Item> late = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      int to = from;
      int bytes = 0;
      while (to < sorted.size() && (to == from || bytes < MAX_REQUEST_BYTES)) {
        bytes += size(sorted.get(to++).entry());
      }
      send(labels, sorted.subList(from, to), deliveries, late);
      from = to;
    }
    if (!late.isEmpty()) {
      backfill(labels, late, deliveries);
    }
  }

  private void backfill(Map<String, String> labels, List<Item> late, Delivery[] deliveries) {
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
          send(own, items, deliveries, null);
        });
  }

  /**
   * Sends entries of one stream.
   *
   * @param late takes those that came too late for the stream; null if none can
   */
  private void send(
      Map<String, String> labels, List<Item> items, Delivery[] deliveries, List<Item> late) {
    LokiResponse answer = push(labels, items.stream().map(Item::entry).toList());
    if (answer.divide() && items.size() > 1) {
      int half = items.size() / 2;
      send(labels, items.subList(0, half), deliveries, late);
      send(labels, items.subList(half, items.size()), deliveries, late);
    } else if (answer.late() && late != null) {
      late.addAll(items);
    } else {
      items.forEach(item -> deliveries[item.index()] = answer.delivery());
    }
  }

  private LokiResponse push(Map<String, String> labels, List<LokiEntry> entries) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(push)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(LokiEncoder.push(labels, entries)));
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    LokiResponse answer;
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer = LokiResponse.of(response.statusCode(), response.body());
    } catch (IOException e) {
      answer = LokiResponse.unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = LokiResponse.unreachable();
    }
    fault = answer.delivery() instanceof Delivery.Retry retry ? retry.reason() : null;
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
    return fault;
  }

  @Override
  public void close() {
    // The JDK's client ends with its last reference.
  }
}
