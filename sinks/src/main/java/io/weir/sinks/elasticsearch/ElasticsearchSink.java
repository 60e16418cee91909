package io.weir.sinks.elasticsearch;

import io.weir.sinks.BatchLimit;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Stores events in the data stream their header names, by bulk {@code create} with the event's id
 * as the document's: what is sent twice is stored once. One data stream per request, because one
 * that cannot be made delays all others of its request.
 */
public final class ElasticsearchSink implements Sink {
  private static final int MAX_REQUEST_BYTES = 4 << 20;

  private final RestClient client;
  private final Predicate<SinkRecord> routed;
  private final InstantSource clock;
  private volatile String fault;

  /**
   * A sink that owns the client.
   *
   * @param client with a timeout for requests, and credentials that may create documents
   * @param routed which records are meant for Elasticsearch; asked only about those with headers
   */
  public ElasticsearchSink(RestClient client, Predicate<SinkRecord> routed, InstantSource clock) {
    this.client = client;
    this.routed = routed;
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.elasticsearch";
  }

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    Delivery[] deliveries = new Delivery[batch.size()];
    Map<String, List<Integer>> byStream = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      SinkRecord record = batch.get(i);
      if (record.value() == null) {
        deliveries[i] = Delivery.Done.NOT_ROUTED;
      } else if (record.eventId() == null || record.dataStream() == null) {
        deliveries[i] = new Delivery.Rejected("no_headers", null);
      } else if (!routed.test(record)) {
        deliveries[i] = Delivery.Done.NOT_ROUTED;
      } else {
        byStream.computeIfAbsent(record.dataStream(), stream -> new ArrayList<>()).add(i);
      }
    }
    BatchLimit limit = new BatchLimit(clock);
    byStream.forEach((stream, items) -> deliver(stream, batch, items, limit, deliveries));
    return Arrays.asList(deliveries);
  }

  private void deliver(
      String stream,
      List<SinkRecord> batch,
      List<Integer> items,
      BatchLimit limit,
      Delivery[] deliveries) {
    int from = 0;
    while (from < items.size()) {
      int to = from + 1;
      long bytes = batch.get(items.get(from)).value().length;
      while (to < items.size()
          && bytes + batch.get(items.get(to)).value().length <= MAX_REQUEST_BYTES) {
        bytes += batch.get(items.get(to++)).value().length;
      }
      List<Integer> part = items.subList(from, to);
      List<SinkRecord> records = part.stream().map(batch::get).toList();
      List<Delivery> answers = send(stream, records, limit);
      for (int i = 0; i < part.size(); i++) {
        deliveries[part.get(i)] = answers.get(i);
      }
      from = to;
    }
  }

  /** Sends one request; if it is refused as a whole for what it holds, each half by itself. */
  private List<Delivery> send(String stream, List<SinkRecord> records, BatchLimit limit) {
    if (limit.ended() != null) {
      return Collections.nCopies(records.size(), limit.ended());
    }
    ElasticsearchResponse answer = request(stream, records);
    if (answer.split() && records.size() > 1) {
      int half = records.size() / 2;
      List<Delivery> all = new ArrayList<>(send(stream, records.subList(0, half), limit));
      all.addAll(send(stream, records.subList(half, records.size()), limit));
      return all;
    }
    if (answer.all() instanceof Delivery.Retry retry && !answer.split()) {
      limit.end(retry);
    }
    return answer.deliveries(records);
  }

  private ElasticsearchResponse request(String stream, List<SinkRecord> records) {
    Request request = new Request("POST", "/" + stream + "/_bulk");
    request.addParameter("require_data_stream", "true");
    // What it quotes of a document must not come near a log.
    request.addParameter("include_source_on_error", "false");
    request.setEntity(
        new NByteArrayEntity(
            ElasticsearchEncoder.bulk(records), ContentType.create("application/x-ndjson")));
    ElasticsearchResponse answer;
    try {
      Response response = client.performRequest(request);
      answer =
          ElasticsearchResponse.of(
              response.getStatusLine().getStatusCode(),
              EntityUtils.toByteArray(response.getEntity()));
    } catch (ResponseException e) {
      answer = refused(e);
    } catch (IOException e) {
      answer = ElasticsearchResponse.unknown("unreachable");
    }
    fault = answer.fault();
    return answer;
  }

  private static ElasticsearchResponse refused(ResponseException e) {
    Response response = e.getResponse();
    int status = response.getStatusLine().getStatusCode();
    try {
      byte[] body =
          response.getEntity() == null
              ? new byte[0]
              : EntityUtils.toByteArray(response.getEntity());
      return ElasticsearchResponse.of(status, body);
    } catch (IOException cut) {
      return ElasticsearchResponse.of(status, new byte[0]);
    }
  }

  @Override
  public String unhealthy() {
    return fault;
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing was under way any more.
      fault = "closed";
    }
  }
}
