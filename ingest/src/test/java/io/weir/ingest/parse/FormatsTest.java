package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.MultilineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every format in the list. */
class FormatsTest {
  private static final Pattern README_ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\| (.+) \\|");

  private static final Pattern WRAPPED =
      Pattern.compile(
          "^(<\\d+>|\\w{3} \\d\\d \\S+ \\S+ postgres\\[|\\{\"log\"|\\S+ +\\| |\\S+ std(out|err) )");

  @Test
  void readmeHasEachFormatWithItsDescription() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    String table = page.substring(page.indexOf("| `weir.format` | written by |"));
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : table.lines().skip(2).takeWhile(line -> !line.isEmpty()).toList()) {
      Matcher row = README_ROW.matcher(line);
      assertThat(row.matches()).as(line).isTrue();
      rows.put(row.group(1), row.group(2));
    }

    assertThat(rows).isEqualTo(Formats.descriptions());
  }

  /**
   * A sample is of a format if it is read as that, or if its line is wrapped in one of that, or is
   * that by its source alone ({@code inside}). It is a look-alike if it {@code resembles} a format
   * and is read as another.
   */
  @ParameterizedTest
  @MethodSource("names")
  void everyFormatHasThreeSamplesOneOfThemALookAlike(String name) throws IOException {
    List<JsonNode> samples = SampleLinesTest.samplesOf(name);
    List<JsonNode> lookAlikes = samples.stream().filter(sample -> resembles(sample, name)).toList();

    assertThat(samples).hasSizeGreaterThanOrEqualTo(3);
    assertThat(lookAlikes)
        .isNotEmpty()
        .noneMatch(sample -> sample.get("format").textValue().equals(name));
  }

  /** Who chooses a format by its name gets what detection finds, and asks nobody else first. */
  @ParameterizedTest
  @MethodSource("names")
  void readsItsSamplesAlsoIfItIsChosen(String name) throws IOException {
    LineReader chosen = new LineReader(() -> LineFormats.standard().forced(name));
    LogSource source = new LogSource("one", SharedFields.of(new Fields()));
    for (JsonNode sample : SampleLinesTest.samplesOf(name)) {
      String text = sample.get("text").textValue();
      // As plain text a line is asked for nothing else, not even for an error of Node.js.
      boolean own = sample.get("format").textValue().equals(name) && !name.equals("plain");
      if (own && !isWrapped(text)) {
        assertThat(chosen.read(text, SampleLinesTest.RECEIVED, source))
            .as(text)
            .isEqualTo(Formats.read(text, SampleLinesTest.RECEIVED));
      }
    }
  }

  /** Whether the format is that of a line inside. */
  private static boolean isWrapped(String text) {
    return WRAPPED.matcher(text).find();
  }

  /** Lines that the format of an event's sample is joined from by the joiner itself. */
  @Test
  void theLinesOfASampleAreJoined() throws IOException {
    List<String> apart = new ArrayList<>();
    for (JsonNode sample : SampleLinesTest.samples()) {
      List<String> lines = sample.get("text").textValue().lines().toList();
      MultilineState state = lines.isEmpty() ? null : MultilineStart.of(lines.get(0));
      for (int i = 1; i < lines.size() && state != null; i++) {
        state = state.accept(lines.get(i));
      }
      if (state == null && !lines.isEmpty()) {
        apart.add(sample.get("name").textValue());
      }
    }

    assertThat(apart).isEqualTo(List.of());
  }

  static boolean resembles(JsonNode sample, String name) {
    for (JsonNode resembled : sample.path("resembles")) {
      if (resembled.textValue().equals(name)) {
        return true;
      }
    }
    return false;
  }

  static Stream<String> names() {
    return Formats.names().stream();
  }
}
