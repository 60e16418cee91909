package io.weir.enrich.events;

import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One raw record through the whole stage, the next of the recording each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventsStageBenchmark {
  private static final Path RECORDED =
      Path.of("..", "tools", "recorded", "records", "logs.raw.jsonl");

  private List<byte[]> records;
  private EventsStage stage;
  private long offset;

  @Setup
  public void prepare(Blackhole made) throws IOException {
    records =
        Files.readAllLines(RECORDED).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
    Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
    stage =
        new EventsStage(
            Topic.LOGS_RAW.name(),
            0,
            EventIds.development(),
            () -> redactor,
            Clock.systemUTC(),
            new Consumed(made));
  }

  @Benchmark
  public boolean record() {
    long at = offset++;
    // A millisecond apart, so that lines are held as long as those of a busy node.
    return stage.add(at, records.get((int) (at % records.size())), at);
  }

  private record Consumed(Blackhole made) implements EventsStage.Output {
    @Override
    public void event(Event event, String key, byte[] json, long[] offsets) {
      made.consume(json);
    }

    @Override
    public void deadLetter(DeadLetter letter, long[] offsets) {
      made.consume(letter);
    }
  }
}
