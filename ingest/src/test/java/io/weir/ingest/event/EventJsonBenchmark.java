package io.weir.ingest.event;

import io.weir.ingest.assemble.EventAssembler;
import io.weir.ingest.assemble.JoinedLines;
import io.weir.ingest.assemble.RawLine;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.RecordedInput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event as JSON and back, the next of the recording each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventJsonBenchmark {
  private final List<Event> events = events();
  private final List<byte[]> encoded = events.stream().map(EventJson::write).toList();
  private int next;

  @Benchmark
  public byte[] write() {
    return EventJson.write(events.get(next()));
  }

  @Benchmark
  public Event read() throws IOException {
    return EventJson.read(encoded.get(next()));
  }

  private int next() {
    next = next + 1 == events.size() ? 0 : next + 1;
    return next;
  }

  private static List<Event> events() {
    FluentBitDecoder decoder = FluentBitDecoder.forTopic(Topic.LOGS_RAW.name());
    EventAssembler assembler = new EventAssembler(EventIds.development());
    List<Event> events = new ArrayList<>();
    for (byte[] value : RecordedInput.values("records/logs.raw")) {
      if (decoder.decode(value) instanceof LogLine log) {
        JoinedLines lines = JoinedLines.of(List.of(new RawLine(log, events.size())));
        events.add(assembler.ofLines(Topic.LOGS_RAW.name(), 0, lines, Instant.EPOCH));
      }
    }
    return events;
  }
}
