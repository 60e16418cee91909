package io.weir.cli;

import io.weir.cli.command.UsageError;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.events.EventsTopology;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.PlainInput;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Raw records on standard input: which topic they are from, and whether they are bare lines. */
final class RawInput {
  private final PlainInput bare = new PlainInput("standard input");

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "the topic the records are from: logs.raw (default), falco.raw or audit.raw")
  private String topic = Topic.LOGS_RAW.name();

  @Option(names = "--plain", description = "the input is bare log lines, not records")
  private boolean plain;

  String topic() {
    if (!EventsTopology.SOURCES.contains(topic)) {
      throw new UsageError(
          "there is no raw topic '%s'; known are %s"
              .formatted(topic, String.join(", ", EventsTopology.SOURCES)));
    }
    return topic;
  }

  /** Feeds all of the input to the stage, line by line, numbered from 0. */
  void feed(InputStream in, EventsStage stage) throws IOException {
    InputStream input = new BufferedInputStream(in, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 0;
    long start = 0;
    long position = 0;
    for (int b = input.read(); b >= 0; b = input.read()) {
      position++;
      if (b == '\n') {
        feed(stage, number++, start, line.toByteArray());
        line.reset();
        start = position;
      } else {
        line.write(b);
      }
    }
    if (line.size() > 0) {
      feed(stage, number, start, line.toByteArray());
    }
    stage.flush();
  }

  private void feed(EventsStage stage, long number, long start, byte[] bytes) {
    if (plain) {
      stage.add(number, line(start, bytes));
    } else {
      // No time passes between the records of a file.
      stage.add(number, bytes, 0);
    }
  }

  private LogLine line(long start, byte[] bytes) {
    int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    return bare.line(start, text);
  }
}
