package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.TimeContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of a source changes the cost of its lines, never what becomes of them. */
class FormatDetectorTest {
  private static final TimeContext WHEN = TimeContext.utc(SampleLinesTest.RECEIVED);

  @Test
  void readsALineTheSameWhateverTheSourceWroteBefore() throws IOException {
    for (String text : texts()) {
      TextLine line = TextLine.of(text, WHEN, Formats::read);
      ParsedLine expected = Formats.read(line);
      boolean timed = line.timestamp() != null;
      for (int position = 0; position < Formats.remembered(timed); position++) {
        LastFormatCache.Positions memory = new LastFormatCache.Positions();
        memory.set(timed, position);
        assertThat(Formats.read(line, memory))
            .as("%s after position %d", text, position)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void readsShuffledLinesOfOneSourceTheSame() throws IOException {
    List<String> texts = texts();
    Collections.shuffle(texts, new Random(3));
    LineReader reader = new LineReader(LineFormats::standard);
    LogSource source = new LogSource("one", SharedFields.of(new Fields()));
    for (String text : texts) {
      assertThat(reader.read(text, SampleLinesTest.RECEIVED, source))
          .isEqualTo(Formats.read(text, SampleLinesTest.RECEIVED));
    }
  }

  /** The samples, the first half of one with the second of another, and changed ones. */
  private static List<String> texts() throws IOException {
    List<String> samples = SampleLinesTest.texts();
    List<String> texts = new ArrayList<>(samples);
    Random random = new Random(Instant.EPOCH.toEpochMilli());
    for (String sample : samples) {
      for (int i = 0; i < 20; i++) {
        String other = samples.get(random.nextInt(samples.size()));
        texts.add(
            sample.substring(0, random.nextInt(sample.length() + 1))
                + other.substring(random.nextInt(other.length() + 1)));
      }
    }
    return texts;
  }
}
