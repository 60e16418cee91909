package io.weir.cli.report.question;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is stored with a date in the month.
 *
 * @param clusters names of Kubernetes clusters, as events have them
 * @param volumes by day, topic, data set and namespace
 * @param complete false if there were more of them than a report takes
 * @param sources one for each raw topic that has events
 * @param hours by topic, the beginnings of the hours that have an event
 * @param tags how many events have each of the tags that say that something is missing in them
 */
public record Collected(
    List<String> clusters,
    List<Volume> volumes,
    boolean complete,
    List<Source> sources,
    Map<String, Set<Instant>> hours,
    Map<String, Long> tags) {

  /**
   * Events of a day.
   *
   * @param records how many raw records they represent
   */
  public record Volume(
      LocalDate day, String topic, String dataset, String namespace, long events, long records) {}

  /**
   * A raw topic.
   *
   * @param first the time of its first event in the month
   */
  public record Source(
      String topic,
      Instant first,
      Instant last,
      Instant firstIngested,
      Instant lastIngested,
      long events,
      long records) {}

  /** A number of events, and of raw records that they represent. */
  public record Count(long events, long records) {
    Count plus(Count other) {
      return new Count(events + other.events, records + other.records);
    }
  }

  public Count total() {
    return sources.stream()
        .map(source -> new Count(source.events(), source.records()))
        .reduce(new Count(0, 0), Count::plus);
  }

  /** The volumes added up by something, in its order. */
  public <K extends Comparable<K>> Map<K, Count> by(Function<Volume, K> key) {
    Map<K, Count> sums = new TreeMap<>();
    for (Volume volume : volumes) {
      sums.merge(key.apply(volume), new Count(volume.events(), volume.records()), Count::plus);
    }
    return sums;
  }
}
