package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.wire.EventHeaders;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.elasticsearch.client.RestClient;
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
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachDataStreamIsARequest() {
    assertThat(deliver(Clock.systemUTC())).hasSize(5).containsOnly(Delivery.Done.STORED);

    assertThat(requests).hasSize(5);
  }

  /** Each data stream once waited a minute by itself for a server that was out. */
  @ParameterizedTest
  @CsvSource({
    "503, status_503, false",
    "429, too_many_requests, false",
    "403, forbidden, true",
    "404, no_bulk_api, true"
  })
  void aServerThatTakesNothingIsAskedOnceForABatch(int answer, String reason, boolean needsPerson) {
    status = answer;
    body = "{}";

    assertThat(deliver(Clock.systemUTC()))
        .hasSize(5)
        .containsOnly(new Delivery.Retry(reason, null, needsPerson));

    assertThat(requests).hasSize(1);
  }

  @Test
  void aDataStreamThatIsOutDoesNotHoldTheOthersBack() {
    body = ONE_SHARD_OUT;

    assertThat(deliver(Clock.systemUTC()))
        .hasSize(5)
        .containsOnly(Delivery.Retry.soon("unavailable_shards_exception"));

    assertThat(requests).hasSize(5);
  }

  @Test
  void aServerThatIsSlowHasHalfAMinuteForABatch() {
    AtomicLong now = new AtomicLong();

    List<Delivery> deliveries = deliver(() -> Instant.ofEpochSecond(now.getAndAdd(10)));

    assertThat(deliveries.subList(0, 2)).containsOnly(Delivery.Done.STORED);
    assertThat(deliveries.subList(2, 5)).containsOnly(Delivery.Retry.soon("out_of_time"));
  }

  private List<Delivery> deliver(InstantSource clock) {
    RestClient client =
        RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
    try (ElasticsearchSink sink = new ElasticsearchSink(client, record -> true, clock)) {
      return sink.deliver(IntStream.range(0, 5).mapToObj(ElasticsearchSinkTest::record).toList());
    }
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
