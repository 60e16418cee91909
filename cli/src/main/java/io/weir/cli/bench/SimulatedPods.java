package io.weir.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Raw records as the agent would send them from so many pods, made of recorded ones: the metadata
 * of a pod is the same in all its records, its lines are those of a recorded container with other
 * numbers, and times move on from the first of the recorded ones, so that the times within lines
 * are about those of the records. The same seed makes the same records, if the first recorded one
 * says its time. Pods write in no order, one line at a time, which is the hardest for whatever
 * remembers the last one.
 */
public final class SimulatedPods {
  /** Above are pieces of long lines, which mean something only when they are all there. */
  private static final int MAX_RECORD_BYTES = 4_096;

  /** 200,000 a second: a million of them are at most seconds ahead of a broker's clock. */
  private static final long MICROS_BETWEEN_RECORDS = 5;

  private static final String METADATA = "kubernetes";
  private static final List<String> APP_LABELS =
      List.of("app.kubernetes.io/name", "app", "k8s-app");

  private final List<Pod> pods = new ArrayList<>();
  private final SplittableRandom random;
  private final long seed;
  private final Instant start;
  private long made;

  /** A raw record with its key. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Made(byte[] key, byte[] value) {}

  /** A line as a JSON string, and its stream. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Line(byte[] text, String stream) {}

  private static final class Pod {
    private final List<Line> lines;
    private final byte[] key;
    private final byte[] metadata;
    private int next;

    Pod(List<Line> lines, ObjectNode metadata) {
      this.lines = lines;
      this.key = utf8(metadata.path("kafka_key").asText());
      String json = metadata.toString();
      this.metadata = utf8("," + json.substring(1));
    }
  }

  /**
   * Makes ready for {@link #next}.
   *
   * @param recorded raw records of {@code logs.raw}; those of a pod that the agent knew are used
   * @param apps how many applications the pods belong to; as many pods each, nearly
   * @throws IllegalArgumentException if there is no record of a pod
   */
  public SimulatedPods(List<byte[]> recorded, int pods, int apps, long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    Map<String, List<ObjectNode>> containers = new LinkedHashMap<>();
    List<String> weighted = new ArrayList<>();
    for (byte[] record : recorded) {
      ObjectNode read = record.length > MAX_RECORD_BYTES ? null : read(record);
      if (read != null && read.path(METADATA).path("labels").isObject()) {
        String tag = read.path("kafka_key").asText();
        containers.computeIfAbsent(tag, key -> new ArrayList<>()).add(read);
        weighted.add(tag);
      }
    }
    if (weighted.isEmpty()) {
      throw new IllegalArgumentException("no record of a pod with labels");
    }
    this.start = time(containers.get(weighted.get(0)).get(0));
    Map<String, List<Line>> lines = new LinkedHashMap<>();
    containers.forEach((tag, records) -> lines.put(tag, lines(records)));
    for (int i = 0; i < pods; i++) {
      // A container that wrote more has more pods.
      String tag = weighted.get((int) ((long) i * weighted.size() / pods));
      this.pods.add(new Pod(lines.get(tag), metadata(containers.get(tag).get(0), i, i % apps)));
    }
  }

  private static ObjectNode read(byte[] record) {
    try {
      return Json.MAPPER.readTree(record) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      // A damaged record is one of the recorded ones, and of no pod.
      return null;
    }
  }

  /** The record's time; now, if it has none in ISO form. */
  private static Instant time(ObjectNode record) {
    try {
      return Instant.parse(record.path("@timestamp").asText());
    } catch (DateTimeParseException e) {
      return Instant.now();
    }
  }

  private static List<Line> lines(List<ObjectNode> records) {
    return records.stream()
        .map(it -> new Line(utf8(it.path("log").toString()), it.path("stream").toString()))
        .toList();
  }

  /** What all records of a pod have: another pod than the recorded one, of another application. */
  private ObjectNode metadata(ObjectNode recorded, int pod, int app) {
    ObjectNode common = recorded.deepCopy();
    common.remove(List.of("@timestamp", "time", "log", "stream", "_p"));
    ObjectNode metadata = (ObjectNode) common.get(METADATA);
    ObjectNode labels = (ObjectNode) metadata.get("labels");
    for (String label : APP_LABELS) {
      if (labels.has(label)) {
        labels.put(label, labels.get(label).asText() + "-" + app);
      }
    }
    RecordVariation variation = new RecordVariation(seed + pod);
    String text = common.toString();
    String name = metadata.path("pod_name").asText();
    text = text.replace(name, variation.ofPod(name));
    for (String field : List.of("pod_id", "docker_id")) {
      String id = metadata.path(field).asText();
      text = id.isEmpty() ? text : text.replace(id, variation.ofId(id));
    }
    return read(utf8(text));
  }

  /** The next record of one of the pods. */
  public Made next() {
    Pod pod = pods.get(random.nextInt(pods.size()));
    Line line = pod.lines.get(pod.next % pod.lines.size());
    byte[] text = new RecordVariation(seed + pod.next).of(line.text);
    pod.next++;
    String time = start.plus(made * MICROS_BETWEEN_RECORDS, ChronoUnit.MICROS).toString();
    made++;
    ByteArrayOutputStream value =
        new ByteArrayOutputStream(text.length + pod.metadata.length + 160);
    try {
      value.write(utf8("{\"@timestamp\":\"" + time + "\",\"_p\":\"F\",\"log\":"));
      value.write(text);
      value.write(utf8(",\"stream\":" + line.stream + ",\"time\":\"" + time + "\""));
      value.write(pod.metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Made(pod.key, value.toByteArray());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
