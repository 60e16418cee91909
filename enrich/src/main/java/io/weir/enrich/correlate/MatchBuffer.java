package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The matches that a correlator has in mind, in the order of event time and event id: those it
 * waits with, and those it has evaluated, by rule and group. All of it is in the state as well. Not
 * thread-safe.
 *
 * <p>Bounded, since who attacks can have as many matches made as they like. What has to go is taken
 * from the rule and origin that have most, so that nobody's flood pushes out what belongs to
 * others. What goes depends only on what came, in its order.
 */
final class MatchBuffer {
  /** Of one rule and group, waiting. */
  private static final int MAX_PENDING = 10_000;

  private static final int LARGE_GROUP = 20;

  private final StateStore state;
  private final LongSupplier maxBytes;
  private final TreeMap<String, BufferedMatch> pending = new TreeMap<>();
  private final TreeMap<String, BufferedMatch> evaluated = new TreeMap<>();
  private final Map<String, MatchGroup> groups = new HashMap<>();
  private final Map<String, MatchGroup.Origin> origins = new TreeMap<>();
  private long bytes;
  private long dropped;
  private String lastDroppedOrigin;

  /**
   * A buffer of nothing.
   *
   * @param maxBytes about how much memory all matches may take
   */
  MatchBuffer(StateStore state, LongSupplier maxBytes) {
    this.state = state;
    this.maxBytes = maxBytes;
  }

  /** Takes up what the state had under a key for which {@link BufferedMatch#isKey} is true. */
  void restore(byte[] json) {
    index(StateJson.read(json, BufferedMatch.class));
  }

  boolean isKnown(BufferedMatch match) {
    return pending.containsKey(match.key()) || evaluated.containsKey(match.key());
  }

  /** Keeps a match as it is now, in the place of what it was before. */
  void keep(BufferedMatch match) {
    state.put(match.key(), StateJson.write(match));
    index(match);
  }

  private void index(BufferedMatch match) {
    String key = match.key();
    boolean isNew = pending.remove(key) == null && !evaluated.containsKey(key);
    MatchGroup group = groups.computeIfAbsent(match.match().key(), name -> newGroup(name, match));
    group.pending.remove(key);
    (match.evaluated() ? evaluated : pending).put(key, match);
    (match.evaluated() ? group.evaluated : group.pending).put(key, match);
    if (isNew) {
      count(group, weight(match.match()));
    }
  }

  private MatchGroup newGroup(String key, BufferedMatch first) {
    String name = first.match().rule() + " from " + first.match().origin();
    return new MatchGroup(key, origins.computeIfAbsent(name, MatchGroup.Origin::new));
  }

  private void count(MatchGroup group, long change) {
    group.count(change);
    bytes += change;
  }

  private static long weight(Match match) {
    long characters = length(List.of(match.rule(), match.event(), match.entity(), match.line()));
    for (List<String> texts : List.of(match.group(), match.steps(), match.related())) {
      characters += length(texts);
    }
    for (Map.Entry<String, List<String>> value : match.values().entrySet()) {
      characters += value.getKey().length() + length(value.getValue());
    }
    // Objects, keys in several maps, and the form that the state has.
    return 600 + 3 * characters;
  }

  private static long length(List<String> texts) {
    return texts.stream().mapToLong(text -> text.length() + 40L).sum();
  }

  /** Those that were not evaluated yet, from before that time. */
  List<BufferedMatch> pendingBefore(Instant time) {
    return List.copyOf(pending.headMap(BufferedMatch.keyAt(time)).values());
  }

  /** Those that were not evaluated yet, from that time on. */
  List<BufferedMatch> pendingAfter(Instant time) {
    return List.copyOf(pending.tailMap(BufferedMatch.keyAt(time)).values());
  }

  /** The match as it was evaluated, or null if it was not. */
  BufferedMatch evaluated(Match match) {
    return evaluated.get(new BufferedMatch(match, true, false).key());
  }

  /** The evaluated ones of one rule and group; empty if there is none. */
  Collection<BufferedMatch> window(String ruleAndGroup) {
    MatchGroup group = groups.get(ruleAndGroup);
    return group == null ? List.of() : group.evaluated.values();
  }

  /** All rules and groups of which there are evaluated ones. */
  List<String> windows() {
    return groups.values().stream()
        .filter(group -> !group.evaluated.isEmpty())
        .map(group -> group.key)
        .sorted()
        .toList();
  }

  int pending() {
    return pending.size();
  }

  int evaluated() {
    return evaluated.size();
  }

  int groups() {
    return groups.size();
  }

  /** How many were forgotten early, for want of room. */
  long dropped() {
    return dropped;
  }

  /** Rule and origin of the last of these; null if there was none. */
  String lastDroppedOrigin() {
    return lastDroppedOrigin;
  }

  /**
   * Forgets what was evaluated and is old.
   *
   * @param memory how long a match is remembered
   */
  void forget(Instant now, Duration shortest, Function<Match, Duration> memory) {
    String before = BufferedMatch.keyAt(now.minus(shortest));
    for (BufferedMatch match : List.copyOf(evaluated.headMap(before).values())) {
      if (match.match().time().isBefore(now.minus(memory.apply(match.match())))) {
        remove(match);
      }
    }
  }

  /**
   * Forgets the oldest evaluated ones of one rule and group that are not needed until so many are
   * left; those that are needed only above half as many more.
   */
  void shrink(String ruleAndGroup, int left, Set<Match> needed) {
    removeOldest(ruleAndGroup, left, match -> !needed.contains(match.match()));
    removeOldest(ruleAndGroup, left + left / 2, match -> true);
  }

  private void removeOldest(String ruleAndGroup, int left, Predicate<BufferedMatch> mayGo) {
    List<BufferedMatch> oldestFirst = List.copyOf(window(ruleAndGroup));
    int tooMany = oldestFirst.size() - left;
    for (int i = 0; i < oldestFirst.size() && tooMany > 0; i++) {
      if (mayGo.test(oldestFirst.get(i))) {
        remove(oldestFirst.get(i));
        tooMany--;
      }
    }
  }

  /** Whether there is more than memory has room for. */
  boolean isTooLarge() {
    return bytes > maxBytes.getAsLong();
  }

  /** Makes room in a rule and group of which very many wait. */
  void limit(String ruleAndGroup) {
    MatchGroup group = groups.get(ruleAndGroup);
    if (group != null && group.pending.size() > MAX_PENDING) {
      Thinning.excess(group.pending.values()).forEach(this::drop);
    }
  }

  /** Makes room where most is taken, until a tenth is free. */
  void evict() {
    long most = maxBytes.getAsLong();
    long target = most - most / 10;
    while (bytes > target) {
      MatchGroup.Origin largestOrigin =
          origins.values().stream()
              .max(Comparator.comparingLong(MatchGroup.Origin::bytes))
              .orElseThrow();
      MatchGroup largest = largestOrigin.largest();
      if (largest.size() >= LARGE_GROUP && largest.bytes() * 10 > largestOrigin.bytes()) {
        boolean waits = largest.pending.size() > largest.evaluated.size();
        Thinning.excess((waits ? largest.pending : largest.evaluated).values()).forEach(this::drop);
      } else {
        dropLeast(largestOrigin, target);
      }
    }
  }

  /** A group that has come far is worth more than one that has just begun. */
  private void dropLeast(MatchGroup.Origin origin, long target) {
    long enough = origin.bytes() - Math.max(origin.bytes() / 10, 1);
    for (MatchGroup group : origin.groups.stream().sorted(MatchGroup.LEAST_FIRST).toList()) {
      if (bytes <= target || origin.bytes() <= enough) {
        return;
      }
      group.all().forEach(this::drop);
    }
  }

  private void drop(BufferedMatch match) {
    dropped++;
    lastDroppedOrigin = groups.get(match.match().key()).origin.name;
    remove(match);
  }

  /** Forgets a match. */
  void remove(BufferedMatch match) {
    String key = match.key();
    state.delete(key);
    pending.remove(key);
    evaluated.remove(key);
    MatchGroup group = groups.get(match.match().key());
    group.pending.remove(key);
    group.evaluated.remove(key);
    count(group, -weight(match.match()));
    if (group.size() == 0) {
      groups.remove(group.key);
      group.origin.groups.remove(group);
      if (group.origin.groups.isEmpty()) {
        origins.remove(group.origin.name);
      }
    }
  }
}
