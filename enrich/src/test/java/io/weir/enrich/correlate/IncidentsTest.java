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
    assertThat(x.rules()).extracting(Incident.TrueRule::id).containsExactly("two", "one");
    assertThat(x.evidence()).extracting(Evidence::event).containsExactly("e1", "e2", "e3");
    assertThat(x.count()).isEqualTo(3);
    assertThat(Duration.between(x.first(), x.last())).isEqualTo(Duration.ofMinutes(19));
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
}
