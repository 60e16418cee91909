package io.weir.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is written in a round: traffic as it should be, and as it should not. */
enum ChaosInput {
  /** Ordinary lines of several pods. */
  LINES("lines", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int i = 0; i < 400; i++) {
        to.line("app-" + i % 10, "line " + i + " of an ordinary kind");
      }
    }
  },
  /** Lines that compress well and unpack to much. */
  LONG_LINES("long lines", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int i = 0; i < 60; i++) {
        int bytes = 200_000 + random.nextInt(1_000_000);
        to.line("long-" + i % 5, i + "all work and no play ".repeat(bytes / 21));
      }
    }
  },
  /** Lines that the container runtime cut, of which the rest comes late or never. */
  UNFINISHED_LINES("unfinished lines", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      String part = "0123456789abcdef".repeat(1_000);
      for (int pod = 0; pod < 20; pod++) {
        boolean ends = random.nextBoolean();
        for (int i = 0; i < 40; i++) {
          to.part("cut-" + pod, i + part, ends && i == 39);
        }
      }
    }
  },
  /** JSON that is deep and wide, of which every leaf has a long path. */
  DEEP_JSON("deep JSON", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int i = 0; i < 20; i++) {
        to.line("deep", deep(10 + random.nextInt(100), 3_000, i));
      }
    }
  },
  /** Lines that say of themselves which service they are of. */
  MANY_SERVICES("many services", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int i = 0; i < 1_000; i++) {
        String service = Long.toHexString(random.nextLong());
        to.line("services", "{\"service\":\"" + service + "\",\"msg\":\"line " + i + "\"}");
      }
    }
  },
  /** Clocks of other zones, without saying so, and of other centuries. */
  WRONG_CLOCKS("wrong clocks", 0) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int minutes : List.of(9 * 60, 15, -5 * 60, 330, 23 * 60, -26 * 60)) {
        for (int i = 0; i < 30; i++) {
          LocalDateTime own = LocalDateTime.ofInstant(to.now(), ZoneOffset.ofTotalSeconds(0));
          String time = own.plusMinutes(minutes).format(LOCAL);
          to.line("clock" + minutes, time + " INFO main - line " + i);
        }
      }
      for (int i = 0; i < 30; i++) {
        to.line("clock2099", "{\"time\":\"2099-01-01T00:00:00Z\",\"msg\":\"line " + i + "\"}");
      }
    }
  },
  /** Values that are no records: each becomes a dead letter. */
  RUBBISH("rubbish", 60) {
    @Override
    void write(Writer to, RandomGenerator random) {
      for (int i = 0; i < 60; i++) {
        byte[] noise = new byte[1 + random.nextInt(50_000)];
        random.nextBytes(noise);
        noise[0] = 'x';
        to.value("rubbish", noise);
        to.line("rubbish", "line " + i + " after it");
      }
    }
  };

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /** Takes what is written; a round has pods of its own. */
  static final class Writer {
    private final String round;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Instant time;

    Writer(String round, Instant time) {
      this.round = round;
      this.time = time;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
      return records;
    }

    Instant now() {
      return time;
    }

    void line(String pod, String text) {
      part(pod, text, true);
    }

    /** A part of a line; the last one ends it. */
    void part(String pod, String text, boolean last) {
      time = time.plus(Duration.ofNanos(1_000_001));
      ObjectNode record = Json.MAPPER.createObjectNode();
      record.put("@timestamp", time.toString()).put("time", time.toString());
      record.put("stream", "stdout").put("logtag", last ? "F" : "P").put("log", text);
      record.put("kafka_key", "chaos/" + pod + "-" + round);
      ObjectNode kubernetes = record.putObject("kubernetes");
      kubernetes.put("namespace_name", "chaos").put("pod_name", pod + "-" + round);
      kubernetes.put("container_name", "main");
      value(pod, utf8(record.toString()));
    }

    void value(String pod, byte[] value) {
      byte[] key = utf8("chaos/" + pod + "-" + round);
      records.add(new ProducerRecord<>(Topic.LOGS_RAW.name(), key, value));
    }
  }

  private final String title;
  private final int deadLetters;

  ChaosInput(String title, int deadLetters) {
    this.title = title;
    this.deadLetters = deadLetters;
  }

  abstract void write(Writer to, RandomGenerator random);

  String title() {
    return title;
  }

  /** How many of its records nobody can read. */
  int deadLetters() {
    return deadLetters;
  }

  private static String deep(int depth, int leaves, int number) {
    StringBuilder text = new StringBuilder("{\"msg\":\"deep " + number + "\",\"in\":");
    text.append("{\"a-rather-long-name\":".repeat(depth)).append('{');
    for (int i = 0; i < leaves; i++) {
      text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    return text.append('}').append("}".repeat(depth + 1)).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
