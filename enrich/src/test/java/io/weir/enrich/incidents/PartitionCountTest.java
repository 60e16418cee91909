package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.Correlator;
import io.weir.enrich.correlate.Incident;
import io.weir.enrich.correlate.Incidents;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Matcher;
import io.weir.enrich.correlate.StateStore;
import io.weir.enrich.correlate.Watermark;
import io.weir.enrich.incidents.RecordedEvents.Keyed;
import io.weir.enrich.sigma.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three steps as the topology wires them, with as many partitions as one likes. */
class PartitionCountTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final int MATCHES = 4;
  private static final int FINDINGS = 2;

  private static List<Keyed> recorded;
  private static Map<String, Incident> expected;

  private final Map<String, Incident> found = new TreeMap<>();
  private final List<Correlator> correlators = new ArrayList<>();
  private final List<Incidents> collectors = new ArrayList<>();

  @BeforeAll
  static void findAtOnce() throws IOException {
    recorded = new ArrayList<>(RecordedEvents.all());
    recorded.sort(Comparator.comparing(event -> event.event().timestamp()));
    expected = new TreeMap<>();
    BatchIncidents stage =
        new BatchIncidents(RuleSet.shipped(), incident -> expected.put(incident.id(), incident));
    recorded.forEach(event -> stage.add(event.event()));
    stage.finish();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,2", "3,3", "8,4", "8,5", "8,6", "50,7"})
  void theIncidentsAreTheSameOverHoweverManyPartitions(int partitions, long seed) {
    RuleSet rules = RuleSet.shipped();
    for (int i = 0; i < FINDINGS; i++) {
      collectors.add(
          new Incidents(
              BatchIncidents.INACTIVITY,
              StateStore.NONE,
              incident -> found.put(incident.id(), incident)));
    }
    for (int i = 0; i < MATCHES; i++) {
      correlators.add(
          new Correlator(
              () -> rules,
              StateStore.NONE,
              finding -> collectors.get(partition(finding.entity(), FINDINGS)).add(finding)));
    }
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      sources.add(
          new Source(
              i,
              new Matcher(() -> rules, Duration.ofSeconds(1), Duration.ZERO),
              new ArrayDeque<>()));
    }
    recorded.forEach(event -> sources.get(partition(event.key(), partitions)).events.add(event));

    // One partition may be far ahead of another at any time.
    Random random = new Random(seed);
    List<Source> left = new ArrayList<>(sources);
    while (!left.isEmpty()) {
      Source source = left.get(random.nextInt(left.size()));
      for (int i = random.nextInt(200); i >= 0 && !source.events.isEmpty(); i--) {
        Keyed event = source.events.remove();
        source.matcher.match(event.event(), event.event().timestamp()).forEach(this::match);
      }
      if (source.events.isEmpty()) {
        source.matcher.readToEnd(END);
        left.remove(source);
      }
      watermark(new Watermark(source.number, partitions, source.matcher.watermark()));
    }

    assertThat(found).isEqualTo(expected);
  }

  private record Source(int number, Matcher matcher, Queue<Keyed> events) {}

  private void match(Match match) {
    correlators.get(partition(match.key(), MATCHES)).add(Match.read(match.toJson()));
  }

  private void watermark(Watermark watermark) {
    for (int i = 0; i < MATCHES; i++) {
      int partition = i;
      correlators
          .get(i)
          .add(watermark)
          .ifPresent(
              passed ->
                  collectors.forEach(
                      collector -> collector.add(new Watermark(partition, MATCHES, passed))));
    }
  }

  private static int partition(String key, int partitions) {
    return Math.floorMod(key.hashCode(), partitions);
  }
}
