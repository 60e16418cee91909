package io.weir.ingest.parse;

import io.weir.ingest.parse.line.ParsedLine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Recognising and reading one line, all samples of a format in turn, nothing remembered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineReaderBenchmark {
  @Param({
    "json",
    "logfmt",
    "klog",
    "access",
    "java",
    "python",
    "postgresql",
    "syslog",
    "nginx-error",
    "plain"
  })
  private String format;

  private List<String> lines;
  private int next;

  @Setup
  public void choose() throws IOException {
    lines = SampleLinesTest.textsOf(format);
  }

  @Benchmark
  public ParsedLine line() {
    next = next + 1 == lines.size() ? 0 : next + 1;
    return Formats.read(lines.get(next), SampleLinesTest.RECEIVED);
  }
}
