package io.weir.enrich.events;

import io.weir.enrich.redact.Policy;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.wire.DeadLetter;
import io.weir.ingest.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a recorded record costs on its whole way: decode, join, parse, redact, encode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventsStageBenchmark {
  private static final int RECORDS = 1_000;

  @Param({"standard", "strict"})
  private String policy;

  private List<byte[]> records;
  private EventsStage stage;
  private Blackhole made;
  private long offset;

  @Setup
  public void prepare(Blackhole blackhole) throws IOException {
    made = blackhole;
    Path recorded = Path.of("tools", "recorded", "records", "logs.raw.jsonl");
    try (Stream<String> lines = Files.lines(recorded, StandardCharsets.ISO_8859_1)) {
      records =
          lines.limit(RECORDS).map(line -> line.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
    Redactor redactor = new Redactor(Policy.load(Path.of(policy)), Pseudonyms.development());
    stage =
        new EventsStage(
            Topics.LOGS_RAW,
            0,
            EventIds.development(),
            () -> redactor,
            Clock.systemUTC(),
            new EventsStage.Output() {
              @Override
              public void event(Event event, String key, byte[] json, long[] offsets) {
                made.consume(json);
              }

              @Override
              public void deadLetter(DeadLetter letter, long[] offsets) {
                made.consume(letter);
              }
            });
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void recorded() {
    for (byte[] raw : records) {
      stage.add(offset, raw, offset);
      offset++;
    }
  }
}
