package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.wire.Origin;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineJoinerTest {
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  private final List<String> events = new ArrayList<>();
  private final List<JoinedLines> joined = new ArrayList<>();
  private final Set<Cut> kept = new LinkedHashSet<>();
  private LineJoiner joiner = joiner(new HeldBudget(1 << 20, 1 << 30));
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

  private static final String ERROR = "2026-11-23 01:00:00.000 UTC [7] a@b ERROR:  no such table";
  private static final String DETAIL = "2026-11-23 01:00:00.000 UTC [7] a@b DETAIL:  cart";
  private static final String STATEMENT =
      "2026-11-23 01:00:00.000 UTC [7] a@b STATEMENT:  select 1";
  private static final String OTHER_ERROR =
      "2026-11-23 01:00:00.000 UTC [8] a@b ERROR:  duplicate key";
  private static final String OTHER_DETAIL = "2026-11-23 01:00:00.000 UTC [8] a@b DETAIL:  (7)";
  private static final String LOG = "2026-11-23 01:00:00.000 UTC [9] LOG:  checkpoint complete";

  @Test
  void whatExplainsAnErrorIsOfTheSameProcessAlsoBetweenLinesOfOthers() {
    List.of(ERROR, LOG, DETAIL, OTHER_ERROR, STATEMENT, "\tfrom cart", OTHER_DETAIL)
        .forEach(line -> add("a", 0, line));
    joiner.flush();

    assertThat(events)
        .containsExactlyInAnyOrder(
            String.join("\n", ERROR, DETAIL, STATEMENT, "\tfrom cart"),
            String.join("\n", OTHER_ERROR, OTHER_DETAIL),
            LOG);
  }

  /** PostgreSQL numbers its reports and their lines: {@code [3-2]} continues {@code [3-1]}. */
  @Test
  void aReportThatWentToSyslogIsOneEvent() {
    String host = "Nov 23 01:00:00 db1 postgres";
    String error = host + "[7]: [3-1] a@b ERROR:  no such table";
    String statement = host + "[7]: [3-2] a@b STATEMENT:  select 1";
    String rest = host + "[7]: [3-3] #011from cart";
    String other = host + "[8]: [9-1] LOG:  checkpoint complete";
    String next = host + "[7]: [4-1] a@b LOG:  disconnection";
    List.of(error, statement, other, rest, next).forEach(line -> add("a", 0, line));
    joiner.flush();

    assertThat(events)
        .containsExactlyInAnyOrder(
            error + "\n[3-1] a@b STATEMENT:  select 1\n\tfrom cart", other, next);
  }

  @Test
  void linesOfAServerAreJoinedByItsPrefix() {
    LineFormats formats =
        LineFormats.of(YamlNode.documents("f", "sources: [{log_line_prefix: '%u|%p|'}]"));
    joiner = new LineJoiner(new HeldBudget(1 << 20, 1 << 20), () -> formats, output());
    List.of("a|7|ERROR:  b", "a|8|LOG:  c", "a|7|STATEMENT:  select", "\t1", "a|7|LOG:  d")
        .forEach(line -> add("a", 0, line));
    joiner.flush();

    assertThat(events)
        .containsExactlyInAnyOrder(
            "a|7|ERROR:  b\na|7|STATEMENT:  select\n\t1", "a|8|LOG:  c", "a|7|LOG:  d");
  }

  @Test
  void anErrorThatIsAsideIsNotWaitedForLonger() {
    add("a", 0, ERROR);
    add("a", 0, OTHER_ERROR);
    joiner.flushSilent(now + LineJoiner.MAX_WAIT.toMillis());
    add("a", 0, DETAIL);
    joiner.flush();

    assertThat(events).containsExactlyInAnyOrder(ERROR, OTHER_ERROR, DETAIL);
  }

  @Test
  void anErrorThatIsAsideIsNotContinuedLate() {
    add("a", 0, ERROR);
    add("a", 0, LOG);
    add("a", 501, DETAIL);
    joiner.flush();

    assertThat(events).containsExactlyInAnyOrder(ERROR, LOG, DETAIL);
  }

  @Test
  void errorsThatAreAsideTakeOfTheBudgetAndReturnIt() {
    HeldBudget budget = new HeldBudget(3_000, 1 << 30);
    joiner = joiner(budget);
    for (int pid = 1; pid <= 100; pid++) {
      add("a", 0, ERROR.replace("[7]", "[" + pid + "]"));
    }
    assertThat(events).hasSizeGreaterThan(80);
    joiner.flush();

    assertThat(events).hasSize(100);
    assertThat(budget.held()).isZero();
  }

  /** What is of no process between them hides from which the last error was. */
  @Test
  void anErrorThatIsAsideIsNotLostToAnotherOfItsProcess() {
    String second = ERROR.replace("cart", "order") + " again";
    List.of(ERROR, OTHER_ERROR, "-----BEGIN RSA PRIVATE KEY-----", second, LOG)
        .forEach(line -> add("a", 0, line));
    add("a", 0, ERROR, true);
    add("a", 0, OTHER_ERROR);
    joiner.flush();

    assertThat(joined.stream().mapToInt(lines -> lines.lines().size()).sum()).isEqualTo(7);
  }

  @Test
  void errorsThatAreAsideAreBoundedInNumber() {
    HeldBudget budget = new HeldBudget(1 << 30, 1 << 30);
    joiner = joiner(budget);
    for (int pid = 1; pid <= 2_000; pid++) {
      add("a", 0, ERROR.replace("[7]", "[" + pid + "]"));
    }
    assertThat(events).hasSize(2_000 - OpenGroups.MAX_ASIDE - 1);
    joiner.flush();

    assertThat(events).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(budget.held()).isZero();
  }

  /** A restart reads the held lines again, and not those between them. */
  @Test
  void linesOfNobodyBetweenDoNotMatter() {
    List.of(ERROR, OTHER_ERROR, "started", DETAIL).forEach(line -> add("a", 0, line));
    joiner.flush();
    List<String> unbroken = List.copyOf(events);
    events.clear();
    joiner = joiner(new HeldBudget(1 << 20, 1 << 30));
    List.of(ERROR, OTHER_ERROR, DETAIL).forEach(line -> add("a", 0, line));
    joiner.flush();

    assertThat(unbroken).contains(ERROR + "\n" + DETAIL, OTHER_ERROR, "started");
    assertThat(events).contains(ERROR + "\n" + DETAIL, OTHER_ERROR);
  }

  @Test
  void theUserSaysHowEventsBegin() {
    LineFormats formats =
        LineFormats.of(YamlNode.documents("f", "sources: [{first_line: 'job '}]"));
    joiner = new LineJoiner(new HeldBudget(1 << 20, 1 << 30), () -> formats, output());
    List.of("job 1", "step", "", "{}", "job 2", "step").forEach(line -> add("a", 0, line));
    add("a", 501, "step");
    add("a", 501, "-----BEGIN RSA PRIVATE KEY-----");
    joiner.flush();

    assertThat(events)
        .containsExactly(
            "job 1\nstep\n\n{}", "job 2\nstep", "step\n-----BEGIN RSA PRIVATE KEY-----");
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
    joiner = joiner(new HeldBudget(8 << 20, 1 << 30));
    part("a", "{\"x\":\"" + "y".repeat(LineJoiner.MAX_CHARS) + "\",\"password\":\"hun");
    joiner.flushSilent(now + LineJoiner.MAX_WAIT.toMillis());
    add("a", 30_000, "ter2\"}");

    assertThat(events).hasSize(1);
    assertThat(events.get(0)).endsWith("\"password\":\"hunter2\"}");
  }

  @Test
  void aKeyBlockIsJoinedAsProgramsHaveIt() {
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
    joiner = joiner(new HeldBudget(8 << 20, 1 << 30));
    for (int i = 0; i < 100; i++) {
      part("a", "x".repeat(16 << 10));
    }
    joiner.flush();

    assertThat(joined.stream().mapToInt(it -> it.lines().size()).sum()).isEqualTo(100);
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

  /** One pod that writes without end must not cost the others theirs. */
  @Test
  void whenAPartitionHoldsTooMuchTheLargestIsLetGo() {
    part("a", "a".repeat(100_000));
    part("b", "b".repeat(120_000));
    part("b", "b".repeat(10_000));
    assertThat(events).isEmpty();
    part("c", "c".repeat(120_000));

    assertThat(joined).hasSize(1);
    assertThat(joined.get(0).early()).isEqualTo(EarlyEnd.PARTITION_FULL);
    assertThat(joined.get(0).lines().get(0).text()).startsWith("b");
  }

  @Test
  void ofEquallyLargeOnesTheOldestIsLetGo() {
    part("a", "a".repeat(120_000));
    part("b", "b".repeat(60_000));
    part("c", "c".repeat(120_000));
    part("a", "");
    part("d", "d".repeat(120_000));
    part("c", "");
    assertThat(joined).hasSize(1);
    assertThat(joined.get(0).lines().get(0).text()).startsWith("a");
  }

  /** Each of them is six bytes in the record, and the partition's bound is in bytes. */
  @Test
  void anEndlessLineOfEscapesIsCutBeforeItTakesTheWholePartition() {
    joiner = joiner(new HeldBudget(8 << 20, 1 << 30));
    add("b", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    for (int i = 0; i < 100; i++) {
      LogLine line = line("a", 0, "\u0001".repeat(16 << 10), true);
      joiner.add(new RawLine(line, offset++, 6 * (16 << 10), null), now);
    }

    assertThat(joined)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.early()).isEqualTo(EarlyEnd.EVENT_FULL));
  }

  @Test
  void whatIsHeldIsBoundedOverAllPartitions() {
    HeldBudget budget = new HeldBudget(1 << 20, 1_000_000);
    LineJoiner other = joiner(budget);
    joiner = joiner(budget);
    part("a", "a".repeat(120_000));
    other.add(new RawLine(line("x", 0, "x".repeat(120_000), true), 0), now);
    assertThat(events).isEmpty();
    part("b", "b".repeat(120_000));

    assertThat(joined.get(0).early()).isEqualTo(EarlyEnd.PROCESS_FULL);
    assertThat(budget.held()).isLessThan(1_000_000);
    joiner.close();
    other.close();
    assertThat(budget.held()).isZero();
  }

  @Test
  void whatIsNoLongerHeldTakesNothingOfTheBudget() {
    HeldBudget budget = new HeldBudget(1 << 20, 1 << 30);
    joiner = joiner(budget);
    add("a", 0, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    part("b", "x");
    assertThat(budget.held()).isPositive();
    add("b", 0, "y");
    joiner.flush();

    assertThat(budget.held()).isZero();
  }

  /** No store would take it, and nothing is joined that could not be kept over a restart. */
  @Test
  void aRecordThatIsTooLargeToBeKeptIsNotHeldBack() {
    LogLine large = line("a", 0, "x", true);
    boolean held = joiner.add(new RawLine(large, 0, LineJoiner.MAX_RECORD + 1, null), now);

    assertThat(held).isFalse();
    assertThat(joined).hasSize(1);
  }

  /** Whether it is the password, the token or the key: neither half shows its part. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=ana password=hun|ter2 then",
        "{\"user\":\"ana\",\"password\":\"hun|ter2\"}",
        "user=ana -----BEGIN PRIVATE KEY-----\\nMIIhun|MIIX\\nter2\\n-----END PRIVATE KEY----- then",
        "user=ana Authorization: Bearer hun|ter2 then",
      })
  void halvesOfACutLineHideWhatTouchesTheCut(String line) {
    String[] halves = line.split("\\|", 2);
    joiner = joiner(new HeldBudget(1_000, 1 << 30));
    part("a", halves[0] + "");
    List.of("b", "c", "d").forEach(other -> part(other, "x"));
    assertThat(joined).isNotEmpty();
    add("a", 0, halves[1]);
    joiner.flush();

    List<String> texts =
        joined.stream()
            .filter(it -> it.lines().get(0).log().source().equals("a"))
            .map(JoinedLines::text)
            .toList();
    assertThat(texts).hasSize(2);
    assertThat(texts.get(0)).contains("ana");
    assertThat(texts.get(1)).startsWith("[cut]").doesNotContain("ter2");
    if (!line.contains("PRIVATE")) {
      assertThat(texts.get(0)).endsWith("[cut]").doesNotContain("hun");
    }
    assertThat(kept).filteredOn(cut -> cut.source().equals("a")).isEmpty();
  }

  /** Its first part is known by its beginning; the others are nothing but letters. */
  @Test
  void noPartOfAKeyThatWasDividedIsShown() {
    joiner = joiner(new HeldBudget(2_000, 1 << 30));
    add("a", 0, "-----BEGIN RSA PRIVATE KEY-----");
    for (int i = 0; i < 20; i++) {
      add("a", i, "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk" + i);
    }
    add("a", 30, "-----END RSA PRIVATE KEY-----");
    add("a", 31, "{\"msg\":\"started\"}");
    joiner.flush();

    assertThat(joined.size()).isGreaterThan(3);
    assertThat(joined.get(0).text()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(joined.subList(1, joined.size() - 1))
        .allSatisfy(it -> assertThat(it.text()).isEqualTo("[cut]"));
    assertThat(joined.get(joined.size() - 1).text()).isEqualTo("{\"msg\":\"started\"}");
    assertThat(kept).isEmpty();
  }

  /** Whether the block was divided for want of memory or by the line itself. */
  @ParameterizedTest
  @ValueSource(longs = {500, 1 << 20})
  void theRestOfAKeyIsHiddenAfterALineOfAnotherThread(long budget) {
    joiner = joiner(new HeldBudget(budget, 1 << 30));
    add("a", 0, "-----BEGIN RSA PRIVATE KEY-----");
    add("a", 1, "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk1");
    add("a", 2, "2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed");
    add("a", 3, "java.lang.IllegalStateException: no");
    add("a", 4, "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk2");
    add("a", 5, "started");
    add("a", 5, "{\"msg\":\"running\"}");
    add("a", 6, "bm90Lb==");
    add("a", 7, "{\"msg\":\"running\"}");
    add("a", 8, "-----END RSA PRIVATE KEY-----");
    add("a", 9, "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk");
    joiner.flush();

    String after = String.join("\n", joined.stream().skip(1).map(JoinedLines::text).toList());
    String key = joined.get(0).text();
    assertThat(key).startsWith("-----BEGIN");
    assertThat(after)
        .contains("failed", "running", "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk")
        .doesNotContain("bm90Lb==", "Zk1", "ZXk2", "END");
    assertThat(kept).isEmpty();
  }

  @Test
  void aKeyWithoutAnEndHidesOnlyWhatLooksLikeAKey() {
    add("a", 0, "-----BEGIN RSA PRIVATE KEY-----");
    add("a", 1, "{\"msg\":\"a\"}");
    String line = "bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXk1";
    for (int i = 0; i < 1_000; i++) {
      add("a", 2, line);
      add("a", 2, "{\"msg\":\"b\"}");
    }
    joiner.flush();

    List<String> texts = joined.stream().map(JoinedLines::text).toList();
    assertThat(texts).filteredOn(text -> text.startsWith("{")).hasSize(1_001);
    assertThat(texts).filteredOn(line::equals).hasSizeBetween(400, 500);
    assertThat(kept).isEmpty();
  }

  @Test
  void aKeyThatWasCutIsForgottenAfterAWhile() {
    add("a", 0, "-----BEGIN RSA PRIVATE KEY-----");
    add("a", 1, "{\"msg\":\"a\"}");
    assertThat(kept).hasSize(1);
    joiner.flushSilent(now + 10 * 60_000);

    assertThat(kept).isEmpty();
  }

  /** A state store does not take a megabyte. */
  @Test
  void aCutIsSmallHoweverLongTheNameOfItsSource() {
    joiner = joiner(new HeldBudget(100, 1 << 30));
    String source = "é".repeat(1 << 20);
    part(source, "password=hun");
    Cut cut = Cut.read(kept.iterator().next().toBytes());
    joiner = joiner(new HeldBudget(1 << 30, 1 << 30));
    joiner.restore(cut);
    add(source, 0, "ter2 then more");

    assertThat(cut.toBytes()).hasSizeLessThan(4 << 10);
    assertThat(joined.get(1).text()).isEqualTo("[cut] more");
  }

  @Test
  void aCutThatAnOlderReleaseKeptIsRead() {
    Cut cut = new Cut("a", 7, 8, false, true, 0);
    byte[] bytes = cut.toBytes();
    byte[] older = {0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 8, 2, 'a'};

    assertThat(Cut.read(bytes)).isEqualTo(cut);
    assertThat(Cut.read(older)).isEqualTo(cut);
  }

  @Test
  void afterARestartTheRestOfACutLineIsStillKnown() {
    joiner = joiner(new HeldBudget(100, 1 << 30));
    part("a", "password=hun");
    LineJoiner restarted = joiner(new HeldBudget(1 << 20, 1 << 30));
    kept.forEach(cut -> restarted.restore(Cut.read(cut.toBytes())));
    joiner = restarted;
    add("a", 0, "ter2 then more");

    assertThat(joined.get(1).text()).isEqualTo("[cut] more");
    assertThat(kept).isEmpty();
  }

  private LineJoiner joiner(HeldBudget budget) {
    return new LineJoiner(budget, output());
  }

  private LineJoiner.Output output() {
    return new LineJoiner.Output() {
      @Override
      public void joined(JoinedLines lines) {
        joined.add(lines);
        events.add(JoinedText.of(lines.lines()));
      }

      @Override
      public void keep(Cut cut) {
        kept.add(cut);
      }

      @Override
      public void forget(Cut cut) {
        kept.remove(cut);
      }
    };
  }

  private boolean add(String source, long millis, String text) {
    return add(source, millis, text, false);
  }

  private void part(String source, String text) {
    add(source, 0, text, true);
  }

  private boolean add(String source, long millis, String text, boolean partial) {
    return joiner.add(new RawLine(line(source, millis, text, partial), offset++), now);
  }

  private static LogLine line(String source, long millis, String text, boolean partial) {
    return new LogLine(
        Origin.unknown(source), LogLine.NO_OFFSET, START.plusMillis(millis), text, partial, null);
  }
}
