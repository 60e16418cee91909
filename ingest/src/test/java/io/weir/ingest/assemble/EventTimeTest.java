package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {
  private static final Instant RUNTIME = Instant.parse("2026-11-23T01:00:00.250Z");

  private final EventAssembler assembler = new EventAssembler(EventIds.development());

  /** The runtime's time is 01:00:00.250 UTC. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          # line                                    , @timestamp               , written             , tags
          2026-11-23T01:00:00.100Z INFO x           , 2026-11-23T01:00:00.100Z , none                , none
          2026-11-23T01:04:59Z INFO x               , 2026-11-23T01:04:59Z     , none                , none
          2026-11-23T01:05:01Z INFO x               , 2026-11-23T01:00:00.250Z , 2026-11-23T01:05:01Z, [time_clamped]
          2026-11-22T01:30:00Z INFO x               , 2026-11-22T01:30:00Z     , none                , none
          2026-11-21T01:30:00Z INFO x               , 2026-11-23T01:00:00.250Z , 2026-11-21T01:30:00Z, [time_clamped]
          # Tokyo, New York, Delhi, Kathmandu, without a zone
          2026-11-23 10:00:00.100 INFO x            , 2026-11-23T01:00:00.100Z , none                , [zone_guessed]
          2026-11-22 20:00:00 INFO x                , 2026-11-23T01:00:00Z     , none                , [zone_guessed]
          2026-11-23 06:30:00 INFO x                , 2026-11-23T01:00:00Z     , none                , [zone_guessed]
          2026-11-23 06:45:00 INFO x                , 2026-11-23T01:00:00Z     , none                , [zone_guessed]
          I1123 10:00:00.100000       1 a.go:1] x   , 2026-11-23T01:00:00.100Z , none                , [zone_guessed]
          10:00:00.100 [main] INFO c.e.App - x      , 2026-11-23T01:00:00.100Z , none                , [zone_guessed]
          20:00:00.100 [main] INFO c.e.App - x      , 2026-11-23T01:00:00.100Z , none                , [zone_guessed]
          # no zone is a quarter of an hour ahead
          2026-11-23 01:15:00.100 INFO x            , 2026-11-23T01:00:00.250Z , 2026-11-23T01:15:00.100Z, [time_clamped]
          # an hour late by a minute: somebody was slow
          2026-11-22 23:59:00 INFO x                , 2026-11-22T23:59:00Z     , none                , none
          # with a zone there is nothing to guess
          2026-11-23T10:00:00.100Z INFO x           , 2026-11-23T01:00:00.250Z , 2026-11-23T10:00:00.100Z, "[zone_suspect, time_clamped]"
          2026-11-22T20:00:00Z INFO x               , 2026-11-22T20:00:00Z     , none                , [zone_suspect]
          2026-11-23T10:00:00.100+09:00 INFO x      , 2026-11-23T01:00:00.100Z , none                , none
          """,
      quoteCharacter = '"')
  void theTimeOfALineIsBelievedWithinBounds(
      String line, Instant timestamp, String written, String tags) {
    Event event = ofLog(line, RUNTIME);

    assertThat(event.timestamp()).isEqualTo(timestamp);
    assertThat(event.fields().text(Field.WEIR_TIME_WRITTEN)).isEqualTo(written);
    assertThat(event.fields().text(Field.TAGS)).isEqualTo(tags);
  }

  @Test
  void aZoneThatWasChosenIsNotGuessed() {
    String raw =
        record(
            "2026-11-23 10:00:00.100 INFO x",
            ",\"kubernetes\":{\"annotations\":{\"weir.io/timezone\":\"UTC\"}}");

    assertThat(event(Topic.LOGS_RAW.name(), raw, RUNTIME).fields().text(Field.TAGS))
        .isEqualTo("[zone_suspect, time_clamped]");
  }

  /** Of hosts and of audit logs the agent often says nothing. */
  @ParameterizedTest
  @CsvSource({
    "logs.raw, 2026-11-23 10:00:00.100 INFO x, 2026-11-23T01:00:01Z",
    "logs.raw, 2026-01-01 10:00:00.100 INFO x, 2026-01-01T10:00:00.100Z",
    "audit.raw, <86>Nov 23 10:00:00 n1 sshd[7]: x, 2026-11-23T01:00:01Z",
    "audit.raw, <86>Nov 23 01:03:00 n1 sshd[7]: x, 2026-11-23T01:03:00Z",
  })
  void withoutTheRuntimesTimeThatOfAppendingCounts(String topic, String line, Instant timestamp) {
    String raw = "{\"log\":\"" + line + "\"}";

    assertThat(event(topic, raw, Instant.parse("2026-11-23T01:00:01Z")).timestamp())
        .isEqualTo(timestamp);
  }

  @Test
  void theClockOfANodeThatIsAheadIsNotBelievedEither() {
    Event event =
        event(Topic.LOGS_RAW.name(), record("x", ""), Instant.parse("2026-11-23T00:40:00Z"));

    assertThat(event.timestamp()).isEqualTo("2026-11-23T00:40:00Z");
    assertThat(event.fields().text(Field.WEIR_TIME_WRITTEN)).isEqualTo("2026-11-23T01:00:00.250Z");
  }

  @Test
  void neitherIsFalcos() {
    String raw =
        """
        {"@timestamp":"2026-11-23T01:00:00Z","log":"{\\"rule\\":\\"r\\",\\"priority\\":\\"Notice\\",\
        \\"time\\":\\"2026-11-23T01:20:00Z\\",\\"output\\":\\"x\\",\\"tags\\":[\\"host\\"]}"}""";
    FalcoAlert alert =
        (FalcoAlert) FluentBitDecoder.forTopic(Topic.FALCO_RAW.name()).decode(utf8(raw));
    Event event =
        assembler.ofAlert(alert, new Coordinates(Topic.FALCO_RAW.name(), 0, 0), RUNTIME, RUNTIME);

    assertThat(event.timestamp()).isEqualTo("2026-11-23T01:00:00Z");
    assertThat(event.fields().text(Field.TAGS)).isEqualTo("[host, time_clamped]");
  }

  /** A node whose clock is a year ahead must not hold back every incident of the cluster. */
  @Test
  void norIsTheClockOfFalcosNode() {
    String raw =
        """
        {"@timestamp":"2027-11-23T01:00:00Z","log":"{\\"rule\\":\\"r\\",\\"priority\\":\\"Notice\\",\
        \\"time\\":\\"2027-11-23T01:00:00Z\\",\\"output\\":\\"x\\"}"}""";
    FalcoAlert alert =
        (FalcoAlert) FluentBitDecoder.forTopic(Topic.FALCO_RAW.name()).decode(utf8(raw));
    Event event =
        assembler.ofAlert(
            alert, new Coordinates(Topic.FALCO_RAW.name(), 0, 0), RUNTIME, RUNTIME.plusSeconds(9));

    assertThat(event.timestamp()).isEqualTo(RUNTIME);
    assertThat(event.fields().text(Field.TAGS)).isEqualTo("[time_clamped]");
  }

  /** The formats may be read again between the two readings of a line. */
  @Test
  void aLineWhoseFormatIsGoneBeforeTheSecondReadingKeepsItsFirst() {
    String format =
        """
        format: timeless
        pattern: '(?P<who>.*)'
        fields: {who: user.name}
        examples: [{line: a, expect: {user.name: a}}]
        """;
    LineFormats timeless = LineFormats.of(YamlNode.documents("f.yaml", format)).forced("timeless");
    Iterator<LineFormats> answers =
        Stream.concat(Stream.of(LineFormats.standard()), Stream.generate(() -> timeless))
            .iterator();
    EventAssembler changing = new EventAssembler(EventIds.development(), answers::next);
    LogLine log =
        (LogLine)
            FluentBitDecoder.forTopic(Topic.LOGS_RAW.name())
                .decode(utf8(record("2026-11-23 10:00:00 INFO x", "")));
    Event event =
        changing.ofLines(
            Topic.LOGS_RAW.name(),
            0,
            JoinedLines.of(List.of(new RawLine(log, 0, 1, RUNTIME))),
            RUNTIME);

    assertThat(event.timestamp()).isEqualTo(RUNTIME);
  }

  private Event ofLog(String line, Instant appended) {
    return event(Topic.LOGS_RAW.name(), record(line, ""), appended);
  }

  private static String record(String line, String more) {
    return "{\"@timestamp\":\"%s\",\"log\":\"%s\"%s}".formatted(RUNTIME, line, more);
  }

  private Event event(String topic, String raw, Instant appended) {
    LogLine log = (LogLine) FluentBitDecoder.forTopic(topic).decode(utf8(raw));
    return assembler.ofLines(
        topic,
        0,
        JoinedLines.of(List.of(new RawLine(log, 0, raw.length(), appended))),
        Objects.requireNonNull(appended));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
