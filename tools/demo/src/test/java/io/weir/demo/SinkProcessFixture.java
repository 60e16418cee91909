package io.weir.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A broker, a sink's process, and a store that answers at once. */
abstract class SinkProcessFixture {
  static final int PARTITIONS = 12;
  static final Duration PATIENCE = Duration.ofMinutes(3);

  KafkaServer kafka;
  JavaProgram sink;
  private HttpServer store;
  private Admin admin;
  private Path data;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    kafka = KafkaServer.start(data.resolve("kafka"));
    admin = Admin.create(Clients.admin(kafka));
    TopicsSetup.run(admin, PARTITIONS, (short) 1);
    // Outside the range for outgoing connections: the store is closed and opened again.
    startStore(JavaProgram.freePort());
  }

  void startStore(int port) throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    store.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "store");
              thread.setDaemon(true);
              return thread;
            }));
    store.createContext("/loki/api/v1/push", exchange -> answer(exchange, 204, ""));
    store.createContext("/", SinkProcessFixture::bulk);
    store.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable open : new AutoCloseable[] {admin, sink, kafka}) {
      if (open != null) {
        open.close();
      }
    }
    store.stop(0);
  }

  /** Lets the store be out; returns its port. */
  int stopStore() {
    int port = store.getAddress().getPort();
    store.stop(0);
    return port;
  }

  /** What the sink has stored, as its metrics say. */
  boolean hasStored(String name, long events) throws Exception {
    String stored = "weir_sink_records_total{outcome=\"stored\",sink=\"sink." + name + "\"} ";
    return get("/metrics").contains(stored + (double) events);
  }

  void produce(int events, int bytes) throws Exception {
    Map<String, Object> settings = new HashMap<>(Clients.producer(kafka));
    settings.put("compression.type", "zstd");
    // A broker that has just made a topic refuses the first batches, and later ones for their
    // order.
    settings.put("enable.idempotence", false);
    settings.put("max.request.size", 5 << 20);
    settings.put("batch.size", 4 << 20);
    String line = "all work and no play ".repeat(bytes / 21);
    List<Future<?>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      for (int i = 0; i < events; i++) {
        sent.add(producer.send(event(i, line)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> event(int number, String line) {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "id-" + number)
            .put(Field.DATA_STREAM_DATASET, "kubernetes.container_logs")
            .put(Field.KUBERNETES_NAMESPACE, "shop")
            .put(Field.SERVICE_NAME, "app-" + number % 50);
    Event event = new Event(Instant.now(), line + number, fields);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.EVENTS.name(), utf8("pod-" + number), EventJson.write(event));
    record.headers().add(EventHeaders.EVENT_ID, utf8(event.id()));
    record.headers().add(EventHeaders.DATA_STREAM, utf8(event.dataStream()));
    return record;
  }

  void startSink(String name, String heap) throws IOException {
    int port = JavaProgram.freePort();
    URI url = URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    Path config =
        Files.writeString(
            data.resolve("weir.yaml"),
            """
            kafka.bootstrap.servers: "%s"
            admin.host: 127.0.0.1
            admin.port: %d
            %s.url: %s
            %s
            """
                .formatted(kafka.bootstrapServers(), port, name, url, all(name)));
    sink =
        JavaProgram.start(
            "sink",
            data.resolve("sink"),
            port,
            heap,
            "io.weir.cli.Weir",
            List.of("sink", name, "--config", config.toString()));
  }

  /** Elasticsearch's sink leaves ordinary logs out by default. */
  private static String all(String sink) {
    return sink.equals("elasticsearch") ? "elasticsearch.logs: all" : "";
  }

  String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(sink.admin().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Stores every document that a bulk request creates. */
  private static void bulk(HttpExchange exchange) throws IOException {
    int lines = 0;
    byte[] buffer = new byte[1 << 16];
    for (int n = exchange.getRequestBody().read(buffer);
        n >= 0;
        n = exchange.getRequestBody().read(buffer)) {
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    String items = "{\"create\":{\"status\":201}},".repeat(lines / 2);
    answer(exchange, 200, "{\"items\":[" + items.replaceFirst(",$", "") + "]}");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    byte[] bytes = utf8(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
