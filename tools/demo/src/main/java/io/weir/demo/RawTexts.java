package io.weir.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest raw records, so that what was written can be shown next to what became of it. Only the
 * demo, whose secrets are invented, may show them. Not thread-safe.
 */
final class RawTexts {
  private static final int KEPT = 5_000;

  /** Lines of one event that are shown. */
  private static final int MAX_LINES = 20;

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, String> texts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  /** Reads the raw topics from the beginning. */
  RawTexts(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        Stream.of(Topic.LOGS_RAW, Topic.FALCO_RAW)
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes in what has come, without waiting for more. */
  void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
      if (record.value() != null) {
        texts.put(key(record.topic(), record.partition(), record.offset()), text(record.value()));
      }
    }
  }

  private static String key(String topic, long partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }

  /** What the container wrote, or Falco said; a record in another form whole. */
  private static String text(byte[] value) {
    String record = new String(value, StandardCharsets.UTF_8);
    JsonNode json = json(record);
    String log = json.path("log").asText(json.path("message").asText(record));
    return json(log).path("output").asText(log);
  }

  private static JsonNode json(String text) {
    try {
      return text.startsWith("{") ? Json.MAPPER.readTree(text) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * The raw text of an event, a line for each of its records.
   *
   * @param source the event's {@code weir.source}
   * @return null if the records are not here any more
   */
  String of(JsonNode source) {
    StringJoiner lines = new StringJoiner("\n");
    for (long offset : offsets(source.path("offsets"))) {
      String text =
          texts.get(key(source.path("topic").asText(), source.path("partition").asLong(), offset));
      if (text == null) {
        return null;
      }
      lines.add(text.stripTrailing());
    }
    return lines.toString();
  }

  /** The runs, each its first and its last offset, written out. */
  private static List<Long> offsets(JsonNode runs) {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i + 1 < runs.size(); i += 2) {
      long last = runs.get(i + 1).asLong();
      for (long at = runs.get(i).asLong(); at <= last && offsets.size() < MAX_LINES; at++) {
        offsets.add(at);
      }
    }
    return offsets;
  }
}
