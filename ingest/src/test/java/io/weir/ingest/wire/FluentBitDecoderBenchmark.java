package io.weir.ingest.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to read a recorded record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FluentBitDecoderBenchmark {
  private static final int RECORDS = 1_000;

  private final FluentBitDecoder decoder = FluentBitDecoder.forTopic(Topics.LOGS_RAW);
  private List<byte[]> records;

  @Setup
  public void prepare() throws IOException {
    Path recorded = Path.of("tools", "recorded", "records", "logs.raw.jsonl");
    try (Stream<String> lines = Files.lines(recorded, StandardCharsets.ISO_8859_1)) {
      records =
          lines.limit(RECORDS).map(line -> line.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void recorded(Blackhole read) {
    for (byte[] raw : records) {
      read.consume(decoder.decode(raw));
    }
  }
}
