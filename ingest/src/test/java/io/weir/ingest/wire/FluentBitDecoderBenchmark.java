package io.weir.ingest.wire;

import io.weir.ingest.topic.Topic;
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

/** One raw record, the next of the recording each time: by the scanner, and without it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FluentBitDecoderBenchmark {
  private final List<byte[]> records = RecordedInput.values("records/logs.raw");
  private final FluentBitDecoder decoder = FluentBitDecoder.forTopic(Topic.LOGS_RAW.name());
  private int next;

  @Benchmark
  public RawRecord scanned() {
    return decoder.decode(nextRecord());
  }

  /** What a record costs that has another form than the usual one. */
  @Benchmark
  public RawRecord parsed() {
    return decoder.decodeUnusual(nextRecord());
  }

  private byte[] nextRecord() {
    next = next + 1 == records.size() ? 0 : next + 1;
    return records.get(next);
  }
}
