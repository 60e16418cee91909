package io.weir.cli;

import io.weir.cli.command.RedactionOptions;
import io.weir.cli.command.UsageError;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.DeadLetter;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    header = "Turns raw records into redacted events.",
    description =
        "Reads raw records (JSON lines) from standard input and writes redacted events "
            + "(JSON lines) to standard output. A record that cannot be read becomes a dead "
            + "letter on standard error.",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  @Mixin private RawInput input = new RawInput();
  @Mixin private FormatOptions format = new FormatOptions();
  @Mixin private RedactionOptions redaction = new RedactionOptions();

  @Option(names = "--dlq", paramLabel = "FILE", description = "write dead letters to this file")
  private Path dlq;

  @Override
  public Integer call() throws IOException {
    Redactor redactor = redaction.redactor();
    LineFormats formats = format.formats();
    OutputStream events = new BufferedOutputStream(System.out, 1 << 16);
    OutputStream letters = letters();
    EventsStage.Output output =
        new EventsStage.Output() {
          @Override
          public void event(Event event, String key, byte[] json, long[] offsets) {
            writeLine(events, json);
          }

          @Override
          public void deadLetter(DeadLetter letter, long[] offsets) {
            writeLine(letters, letter.toJson(Instant.now()));
          }
        };
    input.feed(
        System.in,
        new EventsStage(
            input.topic(),
            0,
            redaction.eventIds(),
            () -> formats,
            () -> redactor,
            Clock.systemUTC(),
            output));
    events.flush();
    letters.flush();
    return Weir.DONE;
  }

  private OutputStream letters() {
    if (dlq == null) {
      return System.err;
    }
    try {
      return new BufferedOutputStream(new FileOutputStream(dlq.toFile()));
    } catch (FileNotFoundException e) {
      throw new UsageError(dlq + " cannot be written");
    }
  }

  private static void writeLine(OutputStream out, byte[] json) {
    try {
      out.write(json);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
