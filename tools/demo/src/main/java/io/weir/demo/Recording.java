package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a real Fluent Bit wrote, from {@code tools/recorded}, to be played into the raw topics. */
public final class Recording {

  /** One record as the agent sent it; the key may be null. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sent(String topic, byte[] key, String value, Duration at) {}

  private final List<Sent> records;

  private Recording(List<Sent> records) {
    this.records = records;
  }

  /**
   * Reads all recorded input.
   *
   * @param checkout the directory that holds {@code tools/recorded}
   */
  public static Recording load(Path checkout) throws IOException {
    Path folder = checkout.resolve("tools/recorded/records");
    List<Sent> records = new ArrayList<>();
    read(folder, "logs.raw", Topic.LOGS_RAW.name(), records);
    read(folder, "falco.raw", Topic.FALCO_RAW.name(), records);
    read(folder, "falco.http.raw", Topic.FALCO_RAW.name(), records);
    // As a cluster writes them; an agent that catches up sends one file after the other.
    records.sort(Comparator.comparing(Sent::at));
    return new Recording(records);
  }

  private static void read(Path folder, String name, String topic, List<Sent> into)
      throws IOException {
    List<String> values = Files.readAllLines(folder.resolve(name + ".jsonl"));
    List<String> metas = Files.readAllLines(folder.resolve(name + ".meta.jsonl"));
    for (int i = 0; i < values.size(); i++) {
      JsonNode key = Json.MAPPER.readTree(metas.get(i)).path("key");
      into.add(
          new Sent(
              topic,
              key.isTextual() ? utf8(key.textValue()) : null,
              values.get(i),
              at(values.get(i))));
    }
  }

  public int size() {
    return records.size();
  }

  /** From the first to the last record. */
  Duration length() {
    return records.stream().map(Sent::at).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /**
   * Sends all records in their order and waits until the broker has them.
   *
   * @param change applied to each value, such as to move its times
   */
  public void play(Producer<byte[], byte[]> producer, UnaryOperator<String> change) {
    Sending.all(producer, records.stream().map(sent -> record(sent, change)));
  }

  /** Sends the records of a part of the recorded time. */
  void play(
      Producer<byte[], byte[]> producer, Duration from, Duration to, UnaryOperator<String> change) {
    Sending.all(
        producer,
        records.stream()
            .filter(sent -> sent.at().compareTo(from) >= 0 && sent.at().compareTo(to) < 0)
            .map(sent -> record(sent, change)));
  }

  private static ProducerRecord<byte[], byte[]> record(Sent sent, UnaryOperator<String> change) {
    return new ProducerRecord<>(sent.topic(), sent.key(), utf8(change.apply(sent.value())));
  }

  /** When it was written, from the beginning of the recording. */
  private static Duration at(String value) throws IOException {
    JsonNode record = Json.MAPPER.readTree(value);
    String time = record.path("time").asText(record.path("@timestamp").asText());
    return Duration.between(TimeShift.RECORDED, OffsetDateTime.parse(time).toInstant());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
