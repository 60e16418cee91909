package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role whose policy is changed, for the worse and for the better, while it runs. */
class ReloadIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ROLE = "enrich-events";

  private final Map<String, JsonNode> eventsByName = new HashMap<>();
  private KafkaServer kafka;
  private JavaProgram role;
  private Producer<byte[], byte[]> producer;
  private Consumer<byte[], byte[]> consumer;
  private Path policy;
  private Path log;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    kafka = KafkaServer.start(data.resolve("kafka"));
    try (Admin admin = Admin.create(Clients.admin(kafka))) {
      TopicsSetup.run(admin, 1, (short) 1);
    }
    policy = Files.writeString(data.resolve("policy.yaml"), "name: first\nextends: standard\n");
    int port = JavaProgram.freePort();
    Path config =
        Files.writeString(
            data.resolve("weir.yaml"),
            """
            kafka.bootstrap.servers: "%s"
            admin.host: 127.0.0.1
            admin.port: %d
            keys.development: true
            policy: %s
            """
                .formatted(kafka.bootstrapServers(), port, policy));
    role =
        JavaProgram.start(
            ROLE,
            data.resolve(ROLE),
            port,
            "256m",
            "io.weir.cli.Weir",
            List.of("enrich", "events", "--config", config.toString()));
    log = data.resolve(ROLE).resolve(ROLE + ".log");
    producer = new KafkaProducer<>(Clients.producer(kafka));
    consumer = Clients.watcher(kafka);
    TopicPartition events = new TopicPartition(Topic.EVENTS.name(), 0);
    consumer.assign(List.of(events));
    consumer.seekToBeginning(List.of(events));
  }

  @AfterEach
  void stop() {
    for (AutoCloseable open : new AutoCloseable[] {producer, consumer, role, kafka}) {
      if (open != null) {
        try {
          open.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void aPolicyWithAFaultIsRefusedAndTheOldOneStays() throws IOException {
    String first = policyOf(eventOf("before"));
    assertThat(first).startsWith("first-");

    Files.writeString(policy, "name: second\nclasses:\n  email: hide\n");
    await().atMost(PATIENCE).until(() -> metrics().contains(successful(0)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Files.readString(log))
                    .contains(
                        "policy.yaml:3: must be one of keep, mask, mask_last, drop, pseudonym, not"
                            + " 'hide'",
                        "the redaction has changed and cannot be used; the old one stays"));
    JsonNode meanwhile = eventOf("meanwhile");
    assertThat(policyOf(meanwhile)).isEqualTo(first);
    assertThat(meanwhile.path("message").asText())
        .matches("meanwhile email:dev:[0-9a-f]{16} logged in");

    Files.writeString(policy, "name: third\nclasses:\n  email: mask\n");
    await().atMost(PATIENCE).until(() -> metrics().contains(successful(1)));
    JsonNode after = eventOf("after");
    assertThat(policyOf(after)).startsWith("third-");
    assertThat(after.path("message").asText()).isEqualTo("after [email] logged in");
  }

  private static String successful(int value) {
    return "weir_config_last_reload_successful{config=\"redaction\"} " + value;
  }

  private static String policyOf(JsonNode event) {
    return event.at("/weir/policy/version").asText();
  }

  /** The event of a line that starts with that name. */
  private JsonNode eventOf(String name) {
    String raw =
        "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"log\":\"%s ana@example.org logged in\"}"
            .formatted(name);
    Future<RecordMetadata> sent =
        producer.send(
            new ProducerRecord<>(
                Topic.LOGS_RAW.name(), null, raw.getBytes(StandardCharsets.UTF_8)));
    assertThat(sent).succeedsWithin(PATIENCE);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(200)).forEach(it -> remember(it.value()));
              return eventsByName.containsKey(name);
            });
    return eventsByName.get(name);
  }

  private void remember(byte[] json) {
    try {
      JsonNode event = Json.MAPPER.readTree(json);
      eventsByName.put(event.path("message").asText().split(" ", 2)[0], event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(role.admin().resolve("/metrics")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
