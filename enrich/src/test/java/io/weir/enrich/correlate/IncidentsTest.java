package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.CorrelatorTest.MemoryState;
import io.weir.enrich.sigma.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, byte[]> state = new TreeMap<>();
  private final List<Incident> revisions = new ArrayList<>();
  private Incidents incidents = create();

  private Incidents create() {
    return new Incidents(Duration.ofMinutes(30), new MemoryState(state), revisions::add);
  }

  /** Evidence as {@code id@minute}, a tilde before it if late. */
  private static Finding finding(String rule, String entity, Level level, String... evidence) {
    List<Evidence> events =
        Arrays.stream(evidence)
            .map(
                text ->
                    new Evidence(
                        text.replace("~", "").replaceFirst("@.*", ""),
                        START.plus(
                            Duration.ofMinutes(Long.parseLong(text.replaceFirst(".*@", "")))),
                        text.startsWith("~")))
            .sorted()
            .toList();
    return new Finding(
        events.get(events.size() - 1).time(),
        rule,
        rule,
        level,
        List.of("execution"),
        List.of("T1059"),
        null,
        List.of(entity),
        entity,
        List.of(),
        events,
        events.stream().anyMatch(Evidence::late));
  }

  /** Whatever comes in which order, the first and the last ten say what happened. */
  @Test
  void ofMuchEvidenceTheFirstAndTheLastHaveTheirLines() {
    List<Integer> minutes = new ArrayList<>(IntStream.rangeClosed(11, 40).boxed().toList());
    minutes.add(10);
    minutes.forEach(
        minute ->
            incidents.add(
                withLines(finding("r", "pod:shop/p", Level.HIGH, "e" + minute + "@" + minute))));
    incidents.finish();

    assertThat(
            last().evidence().stream()
                .filter(evidence -> evidence.line() != null)
                .map(evidence -> evidence.line().text()))
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.rangeClosed(10, 19), IntStream.rangeClosed(31, 40))
                .mapToObj(minute -> "line e" + minute)
                .toList());
    assertThat(last().evidence()).hasSize(31);
  }

  private static Finding withLines(Finding finding) {
    List<Evidence> lines =
        finding.evidence().stream()
            .map(
                evidence ->
                    new Evidence(
                        evidence.event(),
                        evidence.time(),
                        evidence.late(),
                        new Evidence.Line("shop/p", "line " + evidence.event(), "R")))
            .toList();
    return new Finding(
        finding.time(),
        finding.rule(),
        finding.title(),
        finding.level(),
        finding.tactics(),
        finding.techniques(),
        finding.runbook(),
        finding.group(),
        finding.entity(),
        finding.related(),
        lines,
        finding.late());
  }

  private Incident last() {
    return revisions.get(revisions.size() - 1);
  }

  @Test
  void findingsAboutOneEntityAreOneIncident() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e1@1", "e2@2"));
    incidents.add(finding("two", "pod:a/x", Level.CRITICAL, "e2@2", "e3@20"));
    incidents.add(finding("one", "pod:a/y", Level.HIGH, "e4@3"));
    incidents.finish();

    assertThat(revisions).extracting(Incident::id).containsOnly(id("pod:a/x"), id("pod:a/y"));
    Incident x = revisions.stream().filter(i -> i.entity().equals("pod:a/x")).toList().get(2);
    assertThat(x.closed()).isTrue();
    assertThat(x.revision()).isEqualTo(3);
    assertThat(x.level()).isEqualTo(Level.CRITICAL);
    assertThat(x.rules()).extracting(Incident.TriggeredRule::id).containsExactly("two", "one");
    assertThat(x.evidence()).extracting(Evidence::event).containsExactly("e1", "e2", "e3");
    assertThat(x.count()).isEqualTo(3);
    assertThat(Duration.between(x.firstSeen(), x.lastSeen())).isEqualTo(Duration.ofMinutes(19));
  }

  private String id(String entity) {
    return revisions.stream()
        .filter(incident -> incident.entity().equals(entity))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void afterSilenceANewIncidentBegins() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e1@1"));
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e2@31"));
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e3@62"));
    incidents.finish();

    assertThat(revisions.stream().filter(Incident::closed))
        .extracting(Incident::count)
        .containsExactly(2L, 1L);
    assertThat(revisions).extracting(Incident::id).doesNotContainNull().hasSize(5);
    assertThat(revisions.stream().map(Incident::id).distinct()).hasSize(2);
  }

  @Test
  void theRevisionsDoNotDependOnTheStepsOfTheWatermark() {
    List<Finding> findings =
        List.of(
            finding("one", "pod:a/x", Level.HIGH, "e1@1"),
            finding("two", "pod:a/x", Level.HIGH, "e2@5"),
            finding("one", "pod:a/x", Level.HIGH, "e3@70"));
    findings.forEach(incidents::add);
    incidents.finish();
    List<Incident> atOnce = List.copyOf(revisions);

    revisions.clear();
    state.clear();
    incidents = create();
    findings.forEach(incidents::add);
    for (int minute = 0; minute < 200; minute++) {
      incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(minute))));
    }

    assertThat(revisions).isEqualTo(atOnce);
  }

  @Test
  void lateEvidenceIsMarkedAndDoesNotChangeTheId() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e5@5"));
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(60))));
    String id = last().id();
    assertThat(last().closed()).isTrue();

    incidents.add(finding("two", "pod:a/x", Level.HIGH, "~e1@1", "e5@5"));
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(61))));

    assertThat(last().id()).isEqualTo(id);
    assertThat(last().late()).containsExactly("e1");
    assertThat(last().evidence()).extracting(Evidence::event).containsExactly("e1", "e5");
    assertThat(last().closed()).isTrue();
  }

  @Test
  void theIdIsNeverOfLateEvidenceIfThereIsOther() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "~e1@1", "e5@5"));
    incidents.finish();
    String withLate = last().id();

    revisions.clear();
    incidents = create();
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e5@5"));
    incidents.finish();

    assertThat(last().id()).isEqualTo(withLate);
  }

  @Test
  void aFindingThatAddsNothingIsNoRevision() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e1@1", "e2@2"));
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e2@2"));
    incidents.finish();

    assertThat(revisions).extracting(Incident::revision).containsExactly(1L, 2L);
  }

  @Test
  void theStateHoldsAllThatANewProcessNeeds() {
    incidents.add(finding("one", "pod:a/x", Level.HIGH, "e1@1"));
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(2))));
    incidents = create();
    incidents.add(finding("two", "pod:a/x", Level.HIGH, "e2@3"));
    incidents = create();
    incidents.finish();

    assertThat(last().evidence()).hasSize(2);
    assertThat(last().revision()).isEqualTo(3);
  }

  /** Who scans from many addresses makes as many incidents; each watermark looks at few of them. */
  @Test
  void tenThousandOpenIncidentsAreClosedAsFewAre() {
    for (int i = 0; i < 10_000; i++) {
      incidents.add(finding("one", "address:" + i, Level.MEDIUM, "e" + i + "@" + i / 1_000));
    }
    long start = System.nanoTime();
    incidents.finish();

    assertThat(revisions).hasSize(20_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void anIncidentOfAHundredThousandEventsStaysSmall() {
    for (int i = 0; i < 1_000; i++) {
      String[] evidence = new String[100];
      for (int j = 0; j < evidence.length; j++) {
        evidence[j] = "e" + (100 * i + j) + "@" + i / 100;
      }
      incidents.add(finding("one", "pod:a/x", Level.HIGH, evidence));
    }
    incidents.finish();

    assertThat(last().evidence()).hasSize(Incident.MAX_EVIDENCE);
    assertThat(last().count()).isEqualTo(100_000);
  }

  private Incidents bounded(int opened, int kept) {
    state.clear();
    revisions.clear();
    return new Incidents(
        Duration.ofMinutes(30),
        new MemoryState(state),
        revisions::add,
        new IncidentBounds(opened, kept, () -> 1 << 20));
  }

  /** A pod can print lines about as many addresses as it likes. */
  @Test
  void whatARuleFindsTooOftenInAnHourIsOneIncidentOfTheRule() {
    incidents = bounded(10, 10_000);
    for (int i = 0; i < 1_000; i++) {
      incidents.add(
          finding("scan", "address:%03d".formatted(i), Level.MEDIUM, "e" + i + "@" + i / 100));
    }
    incidents.add(finding("shell", "pod:a/x", Level.HIGH, "s@11"));
    incidents.add(finding("scan", "address:005", Level.MEDIUM, "again@12"));
    incidents.finish();

    assertThat(revisions.stream().map(Incident::entity).distinct())
        .hasSize(12)
        .contains("rule:scan", "pod:a/x");
    Incident scan =
        revisions.stream()
            .filter(i -> i.entity().equals("rule:scan") && i.closed())
            .findFirst()
            .orElseThrow();
    assertThat(scan.count()).isEqualTo(990);
    assertThat(scan.related()).contains("address:010").hasSize(Incident.MAX_RELATED);
    assertThat(revisions.stream().filter(i -> i.entity().equals("address:005") && i.closed()))
        .extracting(Incident::count)
        .containsExactly(2L);
    assertThat(incidents.status().collapsed()).isEqualTo(990);
  }

  @Test
  void theBoundOfARuleOutlivesARestartAndEndsWithTheHour() {
    IncidentBounds bounds = new IncidentBounds(10, 10_000, () -> 1 << 20);
    for (int i = 0; i < 30; i++) {
      incidents =
          new Incidents(Duration.ofMinutes(30), new MemoryState(state), revisions::add, bounds);
      incidents.add(finding("scan", "address:" + i, Level.MEDIUM, "e" + i + "@" + i));
      incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(i + 1))));
    }
    assertThat(revisions.stream().map(Incident::entity).distinct()).hasSize(11);

    incidents.add(finding("scan", "address:30", Level.MEDIUM, "e30@61"));
    incidents.finish();
    assertThat(revisions).extracting(Incident::entity).contains("address:30");
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofDays(2))));
    assertThat(state.keySet()).containsExactly("watermark/0");
  }

  @Test
  void ofTooManyTheClosedGoFirstThenTheLeastSevere() {
    incidents = bounded(10_000, 100);
    for (int i = 0; i < 60; i++) {
      incidents.add(finding("old", "address:old" + i, Level.CRITICAL, "o" + i + "@0"));
    }
    incidents.add(finding("shell", "pod:a/x", Level.HIGH, "s@40"));
    for (int i = 0; i < 120; i++) {
      incidents.add(finding("scan", "address:" + i, Level.MEDIUM, "e" + i + "@" + (41 + i / 60)));
    }
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(50))));

    assertThat(incidents.status().kept()).isLessThanOrEqualTo(100);
    assertThat(incidents.status().closedEarly()).isBetween(20L, 60L);
    assertThat(state.keySet()).filteredOn(key -> key.startsWith("incident/address:old")).isEmpty();
    assertThat(state.keySet()).anyMatch(key -> key.startsWith("incident/pod:a/x"));
    assertThat(state.keySet())
        .filteredOn(key -> key.startsWith("incident/"))
        .hasSizeBetween(90, 100);
    // Nobody waits for the end of one that was forgotten.
    incidents.finish();
    assertThat(revisions.stream().filter(Incident::closed).map(Incident::id).distinct())
        .hasSize(181);
  }

  @Test
  void findingsThatWaitTakeNoMoreRoomThanThereIs() {
    incidents = bounded(10_000, 10_000);
    for (int i = 0; i < 5_000; i++) {
      incidents.add(finding("one", "pod:a/x", Level.HIGH, "e" + i + "@" + i / 100));
    }

    assertThat(state.keySet()).filteredOn(key -> key.startsWith("finding/")).hasSizeLessThan(1_000);
    incidents.finish();
    assertThat(last().count()).isEqualTo(5_000);
  }

  /** A thousand pieces of evidence are a hundred kilobytes each time. */
  @Test
  void theStateIsWrittenOnceForAllThatOneWatermarkBrings() {
    int[] written = {0};
    MemoryState memory = new MemoryState(state);
    StateStore counting =
        new StateStore() {
          @Override
          public void put(String key, byte[] value) {
            written[0] += key.startsWith("incident/") ? 1 : 0;
            memory.put(key, value);
          }

          @Override
          public void delete(String key) {
            memory.delete(key);
          }

          @Override
          public void forEach(java.util.function.BiConsumer<String, byte[]> visitor) {
            memory.forEach(visitor);
          }
        };
    incidents = new Incidents(Duration.ofMinutes(30), counting, revisions::add);
    for (int i = 0; i < 100; i++) {
      incidents.add(finding("one", "pod:a/x", Level.HIGH, "e" + i + "@1"));
    }
    incidents.add(new Watermark(0, 1, START.plus(Duration.ofMinutes(5))));

    assertThat(revisions).hasSize(100);
    assertThat(written[0]).isEqualTo(1);
  }
}
