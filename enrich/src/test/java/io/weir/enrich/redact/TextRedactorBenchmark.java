package io.weir.enrich.redact;

import java.nio.file.Path;
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

/** What one line costs: of programs as they are, and with something in it that must go. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TextRedactorBenchmark {
  /** The lines by name; % is a number that changes from call to call. */
  public enum Line {
    ACCESS(
        "203.0.113.% - - [23/Nov/2026:01:00:00 +0000] \"GET /cart/items?page=% HTTP/1.1\" 200 512"
            + " \"https://shop.example.org/\" \"Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101\""),
    KLOG("I1123 01:00:00.084923       1 proxier.go:236] \"Reloading\" ipFamily=\"IPv4\" n=%"),
    JSON("{\"time\":\"2026-11-23T01:00:00.123Z\",\"level\":\"INFO\",\"msg\":\"order % placed\"}"),
    PROSE(
        "worker % finished its batch of orders in good time and goes to sleep until the next one"),
    EMAIL("user ana%@example.org logged in from 203.0.113.7"),
    PASSWORD("connecting to db with user=app password=s3cr3t% timeout=5s"),
    ESCAPED("sent {\\\"user\\\":\\\"u%\\\",\\\"token\\\":\\\"abc%def\\\"} to the gateway");

    private final String text;

    Line(String text) {
      this.text = text;
    }
  }

  private static final int VARIANTS = 1_024;

  @Param private Line line;

  @Param({"standard", "strict"})
  private String policy;

  private final String[] texts = new String[VARIANTS];
  private Redactor redactor;
  private int next;

  @Setup
  public void prepare() {
    redactor = new Redactor(Policies.load(Path.of(policy)), Pseudonyms.development());
    for (int i = 0; i < VARIANTS; i++) {
      texts[i] = line.text.replace("%", Integer.toString(i % 256));
    }
  }

  @Benchmark
  public String redact() {
    next = (next + 1) % VARIANTS;
    return redactor.redact(texts[next]);
  }
}
