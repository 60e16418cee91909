package io.weir.sinks.elasticsearch;

import io.weir.ingest.topic.Store;
import io.weir.sinks.Batching;
import io.weir.sinks.Delivery;
import io.weir.sinks.Prepared;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.StoreDelivery;
import io.weir.sinks.Verdict;
import io.weir.sinks.http.StoreHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;

/**
 * Stores events in the data stream their header names, by bulk {@code create} with the event's id
 * as the document's: what is sent twice is stored once. One data stream per request, because one
 * that cannot be made delays all others of its request. A document that Elasticsearch cannot index
 * is stored without its index, see {@link UnindexedDocument}.
 */
public final class ElasticsearchSink implements Sink<SinkRecord> {
  private static final int MAX_REQUEST_BYTES = 4 << 20;
  private static final int MAX_RECORDS = 1_000;
  private static final Duration LINGER = Duration.ofMillis(100);

  /** All that is judged; a reason can quote a value of 32 KB. */
  private static final String JUDGED =
      "error.type,error.reason,items.*.status,items.*.failure_store,items.*.error.type,"
          + "items.*.error.reason";

  private final ElasticsearchClient client;
  private final Predicate<SinkRecord> routed;

  /**
   * A sink that owns the client.
   *
   * @param client with credentials that may create documents
   * @param routed which records are meant for Elasticsearch where no transform says so; asked only
   *     about those with headers
   */
  public ElasticsearchSink(ElasticsearchClient client, Predicate<SinkRecord> routed) {
    this.client = client;
    this.routed = routed;
  }

  @Override
  public String stage() {
    return "sink.elasticsearch";
  }

  @Override
  public Batching batching() {
    return new Batching(MAX_RECORDS, MAX_REQUEST_BYTES, LINGER, false);
  }

  @Override
  public Prepared<SinkRecord> prepare(SinkRecord record) {
    if (record.value() == null) {
      return Prepared.notRouted();
    }
    if (record.eventId() == null || record.dataStream() == null) {
      return Prepared.rejected("no_headers");
    }
    return record.isFor(Store.ELASTICSEARCH, routed.test(record))
        ? new Prepared.Ready<>(record.dataStream(), record, 0)
        : Prepared.notRouted();
  }

  @Override
  public List<Delivery> deliver(String stream, List<SinkRecord> records) {
    List<Document> documents =
        records.stream().map(record -> new Document(record.eventId(), record.value())).toList();
    List<Delivery> deliveries = new ArrayList<>(send(stream, documents));
    storeUnindexed(stream, documents, deliveries);
    return deliveries;
  }

  /** What a field of a document was refused for need not keep the document out of the audit. */
  private void storeUnindexed(String stream, List<Document> documents, List<Delivery> deliveries) {
    List<Integer> refused = new ArrayList<>();
    List<Document> unindexed = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      if (deliveries.get(i) instanceof Delivery.Rejected rejected
          && ElasticsearchResponse.isOfDocument(rejected)) {
        byte[] value = UnindexedDocument.of(documents.get(i).value());
        if (value != null) {
          refused.add(i);
          unindexed.add(new Document(documents.get(i).id(), value));
        }
      }
    }
    if (unindexed.isEmpty()) {
      return;
    }
    List<Delivery> second = send(stream, unindexed);
    for (int i = 0; i < refused.size(); i++) {
      if (!(second.get(i) instanceof Delivery.Rejected)) {
        deliveries.set(refused.get(i), second.get(i));
      }
    }
  }

  private List<Delivery> send(String stream, List<Document> documents) {
    return StoreDelivery.deliver(
        InstantSource.system(), documents, request -> request(stream, request));
  }

  private Verdict request(String stream, List<Document> documents) {
    Request request = new Request("POST", "/" + stream + "/_bulk");
    request.addParameter("require_data_stream", "true");
    request.addParameter("filter_path", JUDGED);
    // What it quotes of a document must not come near a log.
    request.addParameter("include_source_on_error", "false");
    request.setEntity(
        new NByteArrayEntity(
            ElasticsearchEncoder.bulk(documents), ContentType.create("application/x-ndjson")));
    try {
      ElasticsearchClient.Answer answer = client.ask(request);
      return ElasticsearchResponse.of(answer.status(), answer.body(), documents.size());
    } catch (IOException e) {
      return ElasticsearchResponse.unknown("unreachable");
    }
  }

  @Override
  public String probe() {
    try {
      return StoreHttp.problem(client.ask(new Request("GET", "/")).status());
    } catch (IOException e) {
      return "unreachable";
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
