package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.topic.EventHeaders;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch of five data streams, and a server that answers all requests alike. */
class ElasticsearchSinkTest {
  private static final String ONE_STORED = "{\"items\":[{\"create\":{\"status\":201}}]}";
  private static final String ONE_SHARD_OUT =
      "{\"items\":[{\"create\":{\"status\":503,\"error\":{\"type\":\"unavailable_shards_exception\"}}}]}";

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = ONE_STORED;
  private boolean drips;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, drips ? 0 : bytes.length);
          exchange.getResponseBody().write(bytes);
          if (!drips) {
            exchange.close();
            return;
          }
          exchange.getResponseBody().flush();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachDataStreamIsARequest() {
    assertThat(deliver()).hasSize(5).containsOnly(Delivery.Done.STORED);

    assertThat(requests).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "503, status_503, STORE, false",
    "429, too_many_requests, LOAD, false",
    "403, forbidden, STORE, true",
    "404, no_bulk_api, STORE, true"
  })
  void aServerThatTakesNothingHoldsAllDataStreams(
      int answer, String reason, Delivery.Retry.Scope scope, boolean needsOperator) {
    status = answer;
    body = "{}";

    assertThat(deliver())
        .hasSize(5)
        .containsOnly(new Delivery.Retry(reason, null, scope, needsOperator));
  }

  @Test
  void aDataStreamThatIsOutHoldsNoOther() {
    body = ONE_SHARD_OUT;

    assertThat(deliver())
        .hasSize(5)
        .containsOnly(Delivery.Retry.soon("unavailable_shards_exception").ofLane());
  }

  /** A server that dripped its answer once stalled the sink for as long as it did so. */
  @Test
  void anAnswerThatDripsIsNotWaitedForLongerThanOneThatDoesNotCome() {
    drips = true;
    ElasticsearchClient impatient =
        ElasticsearchClient.of(StoreAddress.open(uri()), Duration.ofMillis(500));

    try (ElasticsearchSink sink = new ElasticsearchSink(impatient, record -> true)) {
      assertThat(Deliveries.of(sink, List.of(record(0))))
          .containsExactly(Delivery.Retry.soon("unreachable"));
    }
  }

  @Test
  void anAnswerThatWouldFillTheMemoryIsNone() {
    body = "{\"items\":[" + " ".repeat(17 << 20) + "]}";

    assertThat(deliver()).containsOnly(Delivery.Retry.soon("unreachable"));
  }

  @Test
  void aProbeSaysWhyNothingCouldBeStored() {
    try (ElasticsearchSink sink = sink()) {
      assertThat(sink.probe()).isNull();
      status = 401;
      assertThat(sink.probe()).isEqualTo("status_401");
      server.stop(0);
      assertThat(sink.probe()).isEqualTo("unreachable");
    }
  }

  /** A key that may only create documents may not ask for the version. */
  @Test
  void aServerThatForbidsTheQuestionIsThere() {
    status = 403;

    try (ElasticsearchSink sink = sink()) {
      assertThat(sink.probe()).isNull();
    }
  }

  private List<Delivery> deliver() {
    try (ElasticsearchSink sink = sink()) {
      return Deliveries.of(
          sink, IntStream.range(0, 5).mapToObj(ElasticsearchSinkTest::record).toList());
    }
  }

  private ElasticsearchSink sink() {
    return new ElasticsearchSink(ElasticsearchClient.of(StoreAddress.open(uri())), record -> true);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static SinkRecord record(int number) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("events", 0, number, null, "{}".getBytes(StandardCharsets.UTF_8));
    header(record, EventHeaders.EVENT_ID, "id-" + number);
    header(record, EventHeaders.DATA_STREAM, "logs-test-" + number);
    return new SinkRecord(record);
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
