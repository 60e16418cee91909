package io.weir.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.command.RedactionOptions;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Json;
import io.weir.ingest.wire.DeadLetter;
import io.weir.ingest.wire.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "hostile",
    description = {
      "Measures what lines cost that are made to cost much: pieces that parsers and detectors look",
      "for, repeated to growing sizes, each as a record of its own on its way to a redacted event.",
      "Prints nanoseconds per character; ends with status 1 if they grow with the size."
    },
    mixinStandardHelpOptions = true)
final class BenchHostileCommand implements Callable<Integer> {
  private static final int[] SIZES = {16 << 10, 128 << 10, 1 << 20};

  /** Noise and caches account for a factor; a square would make it sixty-four. */
  private static final double MAX_GROWTH = 4;

  private static final int MIN_RUNS = 3;
  private static final int MAX_RUNS = 20;
  private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WARM_UP_RUNS = 20;

  /** Each is repeated. The last of each row begin formats that are read line by line. */
  private static final List<String> SHAPES =
      List.of(
          "a",
          "@",
          "1",
          "-",
          "=",
          ":",
          ".",
          "\"",
          "'",
          "\\",
          "%",
          "<",
          "(",
          "[",
          "{",
          " ",
          "\n",
          "é",
          "\u200b",
          "\\\"",
          "\\\\\"",
          "[[",
          "{\"a\":",
          "\"a\\\"",
          "a=\"",
          "a='b\\",
          "<a ",
          "<a>",
          "(a",
          "x,",
          "password=",
          "password='",
          "password: |\n ",
          "pin=[",
          "key=",
          "key=\"",
          "key=\\\"",
          "token={",
          "--token ",
          "is ",
          "password is ",
          "-u a ",
          "name=password value=",
          "<password>",
          "values (",
          "(password) values (",
          "Authorization: Digest ",
          "Cookie: ",
          "://",
          "://a:b/",
          "@tcp(",
          "thin:a",
          "a@a.a@a.",
          "a.a.",
          "eyJ",
          "-eyJ",
          "eyJ.",
          "-----BEGIN ",
          "-----BEGIN PRIVATE KEY-----!",
          "glpat-",
          "xoxb-",
          "sk-",
          "AKIA",
          "GB82 ",
          "AB12",
          "4444 ",
          "1234567 ",
          "+1 ",
          "phone 12 ",
          "999.999.",
          "12:34:56:",
          "aa:bb:",
          "1.2.3.",
          "%25",
          "&quot;",
          "\u001b[",
          "\u001b[3",
          "aGVsbG8gd29y",
          "cGFzc3dvcmQ9",
          "I1123 01:00:00.084923       1 a.go:1] ",
          "2026-11-23 01:00:00.123 UTC [1] LOG:  ",
          "10.0.0.1 - - [23/Nov/2026:01:00:00 +0000] \"",
          "time=2026-11-23T01:00:00Z level=info ",
          "Nov 23 01:00:00 host app[1]: ",
          "type=SYSCALL msg=audit(1.1:1): a=",
          "\tat a.b(C.java:1)\n",
          "{\"time\":\"2026-11-23T01:00:00Z\",\"msg\":\"",
          "user=<a>, method=PLAIN, rip=1, ");

  @Spec private CommandSpec spec;
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Option(
      names = "--shape",
      paramLabel = "TEXT",
      description = "repeat this instead of the shapes that Weir comes with; may be given again")
  private List<String> shapes = SHAPES;

  private long made;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-45s %10s %10s %10s   ns per character%n", "shape", "16 KiB", "128 KiB", "1 MiB");
    List<String> grown = new ArrayList<>();
    for (String shape : shapes) {
      double[] costs = costs(shape);
      String shown = Json.MAPPER.writeValueAsString(shape);
      out.printf("%-45s %10.1f %10.1f %10.1f%n", shown, costs[0], costs[1], costs[2]);
      out.flush();
      if (costs[2] > MAX_GROWTH * costs[0]) {
        grown.add(shown);
      }
    }
    out.printf(
        "%d of %d shapes cost more per character the longer they are %s%n",
        grown.size(), shapes.size(), String.join(" ", grown));
    out.flush();
    return grown.isEmpty() ? 0 : 1;
  }

  private double[] costs(String shape) throws JsonProcessingException {
    byte[] small = record(shape, SIZES[0]);
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      nanos(small);
    }
    double[] costs = new double[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      costs[i] = (double) best(record(shape, SIZES[i])) / SIZES[i];
    }
    return costs;
  }

  /** The quickest of several runs: everything else is the machine's. */
  private long best(byte[] record) {
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int i = 0; i < MAX_RUNS && (i < MIN_RUNS || spent < ENOUGH_NANOS); i++) {
      long nanos = nanos(record);
      spent += nanos;
      best = Math.min(best, nanos);
    }
    return best;
  }

  private long nanos(byte[] record) {
    Redactor redactor = redaction.redactor();
    EventsStage stage =
        new EventsStage(
            Topics.LOGS_RAW, 0, redaction.eventIds(), () -> redactor, Clock.systemUTC(), output());
    long before = System.nanoTime();
    stage.add(0, record, 0);
    stage.flush();
    return System.nanoTime() - before;
  }

  private EventsStage.Output output() {
    return new EventsStage.Output() {
      @Override
      public void event(Event event, String key, byte[] json, long[] offsets) {
        made += json.length;
      }

      @Override
      public void deadLetter(DeadLetter letter, long[] offsets) {
        made++;
      }
    };
  }

  /** A line of a container as Fluent Bit writes it. */
  private static byte[] record(String shape, int size) throws JsonProcessingException {
    ObjectNode record = Json.MAPPER.createObjectNode();
    record.put("@timestamp", "2026-11-23T01:00:00.000000000Z");
    record.put("log", shape.repeat(size / shape.length()));
    record
        .putObject("kubernetes")
        .put("namespace_name", "shop")
        .put("pod_name", "api-1")
        .put("container_name", "api");
    return Json.MAPPER.writeValueAsBytes(record);
  }
}
