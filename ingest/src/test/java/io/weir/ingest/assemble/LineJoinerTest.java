package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.wire.Origin;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineJoinerTest {
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  private final List<String> events = new ArrayList<>();
  private final LineJoiner joiner = new LineJoiner(lines -> events.add(LogText.of(lines)));
  private long offset;
  private long now;

  @Test
  void aLineThatNothingCanFollowIsNotHeldBack() {
    assertThat(add("a", 0, "{\"level\":\"info\",\"msg\":\"x\"}")).isFalse();
    assertThat(events).hasSize(1);
  }

  @Test
  void joinsAStackTraceThatComesBetweenLinesOfOthers() {
    add("a", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    add("b", 0, "{\"level\":\"info\",\"msg\":\"x\"}");
    add("a", 1, "java.lang.IllegalStateException: no");
    add("b", 1, "{\"level\":\"info\",\"msg\":\"y\"}");
    add("a", 2, "\tat c.e.App.main(App.java:3)");
    joiner.flush();

    assertThat(events).hasSize(3);
    assertThat(events.get(2))
        .endsWith("failed\njava.lang.IllegalStateException: no\n\tat c.e.App.main(App.java:3)");
  }

  @Test
  void aLineThatComesLateBeginsAnEventOfItsOwn() {
    add("a", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    add("a", 501, "\tat c.e.App.main(App.java:3)");
    joiner.flush();

    assertThat(events).hasSize(2);
  }

  @Test
  void aSilentSourceIsWaitedForOnlyABit() {
    add("a", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    joiner.flushSilent(now + LineJoiner.MAX_WAIT.toMillis() - 1);
    assertThat(events).isEmpty();

    joiner.flushSilent(now + LineJoiner.MAX_WAIT.toMillis());
    assertThat(events).hasSize(1);
  }

  @Test
  void aKeyBlockIsJoinedHoweverSlowlyItComes() {
    add("a", 0, "-----BEGIN RSA PRIVATE KEY-----");
    add("a", 30_000, "bm90LWEtcmVhbC1rZXk=");
    add("a", 60_000, "-----END RSA PRIVATE KEY-----");

    assertThat(events)
        .containsExactly(
            "-----BEGIN RSA PRIVATE KEY-----\nbm90LWEtcmVhbC1rZXk=\n-----END RSA PRIVATE KEY-----");
  }

  @Test
  void partsOfALineFollowEachOtherDirectly() {
    part("a", "{\"msg\":\"be");
    part("a", "gin");
    assertThat(events).isEmpty();
    assertThat(add("a", 0, "ning\"}")).isFalse();

    assertThat(events).containsExactly("{\"msg\":\"beginning\"}");
  }

  /** By itself, the rest would not be seen for the password that it is. */
  @Test
  void theRestOfACutLineIsWaitedForHoweverLateAndLargeItIs() {
    part("a", "{\"x\":\"" + "y".repeat(LineJoiner.MAX_CHARS) + "\",\"password\":\"hun");
    joiner.flushSilent(now + LineJoiner.MAX_WAIT.toMillis());
    add("a", 30_000, "ter2\"}");

    assertThat(events).hasSize(1);
    assertThat(events.get(0)).endsWith("\"password\":\"hunter2\"}");
  }

  @Test
  void aKeyBlockIsJoinedAsItStandsInPrograms() {
    add("a", 0, "const key = '-----BEGIN PRIVATE KEY-----\\n' +");
    add("a", 1, "  'bm90LWEtcmVhbC1rZXk=\\n' +");
    add("a", 2, "  '-----END PRIVATE KEY-----\\n';");
    add("b", 0, "-----BEGIN PRIVATE KEY-----\r");
    add("b", 1, "bm90LWEtcmVhbC1rZXk=\r");
    add("b", 2, "-----END PRIVATE KEY-----\r");

    assertThat(events).hasSize(2).allSatisfy(text -> assertThat(text.lines()).hasSize(3));
  }

  @Test
  void anEndlessLineIsCutIntoEvents() {
    for (int i = 0; i < 100; i++) {
      part("a", "x".repeat(16 << 10));
    }
    joiner.flush();

    assertThat(String.join("", events)).hasSize(100 * (16 << 10));
    assertThat(events)
        .allSatisfy(
            text -> assertThat(text.length()).isLessThanOrEqualTo(LineJoiner.MAX_CUT_CHARS));
  }

  @Test
  void anEndlessTraceIsCutIntoEvents() {
    add("a", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    for (int i = 0; i < 5_000; i++) {
      add("a", 0, "\tat c.e.App.recurse(App.java:3)");
    }
    joiner.flush();

    assertThat(events.get(0).lines()).hasSize(LineJoiner.MAX_LINES);
  }

  private boolean add(String source, long millis, String text) {
    return add(source, millis, text, false);
  }

  private void part(String source, String text) {
    add(source, 0, text, true);
  }

  private boolean add(String source, long millis, String text, boolean partial) {
    LogLine line =
        new LogLine(
            Origin.unknown(source),
            LogLine.NO_OFFSET,
            START.plusMillis(millis),
            text,
            partial,
            null);
    return joiner.add(new Line(line, offset++), now);
  }
}
