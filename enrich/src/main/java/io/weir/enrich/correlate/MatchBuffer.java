package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

  private static final int RUN_STEP = 8;
  private static final int LARGE_GROUP = 20;

  private final StateMap state;
  private final long maxBytes;
  private final TreeMap<String, BufferedMatch> pending = new TreeMap<>();
  private final TreeMap<String, BufferedMatch> evaluated = new TreeMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Origin> origins = new TreeMap<>();
  private long bytes;
  private long dropped;
  private String loudest;

  /** The matches of one rule and group. */
  private static final class Group {
    private final String key;
    private final Origin origin;
    private final TreeMap<String, BufferedMatch> pending = new TreeMap<>();
    private final TreeMap<String, BufferedMatch> evaluated = new TreeMap<>();
    private long bytes;

    Group(String key, Origin origin) {
      this.key = key;
      this.origin = origin;
    }

    int size() {
      return pending.size() + evaluated.size();
    }

    /** Sorts as the time of its oldest match does. */
    String oldest() {
      String waiting = pending.isEmpty() ? "~" : pending.firstKey();
      String judged = evaluated.isEmpty() ? "~" : evaluated.firstKey();
      return waiting.compareTo(judged) < 0 ? waiting : judged;
    }
  }

  /** The groups of one rule that came from one pod or node. */
  private static final class Origin {
    private final String name;
    private final Set<Group> groups =
        new TreeSet<>(Comparator.comparing((Group group) -> group.key));
    private long bytes;

    Origin(String name) {
      this.name = name;
    }
  }

  /**
   * A buffer of nothing.
   *
   * @param maxBytes about how much memory all matches may take
   */
  MatchBuffer(StateMap state, long maxBytes) {
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
    Group group = groups.computeIfAbsent(match.match().key(), name -> newGroup(name, match));
    group.pending.remove(key);
    (match.evaluated() ? evaluated : pending).put(key, match);
    (match.evaluated() ? group.evaluated : group.pending).put(key, match);
    if (isNew) {
      count(group, weight(match.match()));
    }
  }

  private Group newGroup(String key, BufferedMatch first) {
    String name = first.match().rule() + " from " + first.match().origin();
    Origin origin = origins.computeIfAbsent(name, Origin::new);
    Group group = new Group(key, origin);
    origin.groups.add(group);
    return group;
  }

  private void count(Group group, long change) {
    group.bytes += change;
    group.origin.bytes += change;
    bytes += change;
  }

  private static long weight(Match match) {
    long characters = length(List.of(match.rule(), match.event(), match.entity()));
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
    Group group = groups.get(ruleAndGroup);
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
  String loudest() {
    return loudest;
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
    return bytes > maxBytes;
  }

  /** Makes room in a rule and group of which very many wait. */
  void limit(String ruleAndGroup) {
    Group group = groups.get(ruleAndGroup);
    if (group != null && group.pending.size() > MAX_PENDING) {
      thin(group.pending);
    }
  }

  /** Makes room where most is taken, until a tenth is free. */
  void evict() {
    long target = maxBytes - maxBytes / 10;
    while (bytes > target) {
      Origin most =
          origins.values().stream()
              .max(Comparator.comparingLong(origin -> origin.bytes))
              .orElseThrow();
      Group largest =
          most.groups.stream().max(Comparator.comparingLong(group -> group.bytes)).orElseThrow();
      if (largest.size() >= LARGE_GROUP && largest.bytes * 10 > most.bytes) {
        boolean waits = largest.pending.size() > largest.evaluated.size();
        thin(waits ? largest.pending : largest.evaluated);
      } else {
        dropSmallest(most, target);
      }
    }
  }

  /** A group that has come far is worth more than one that has just begun. */
  private void dropSmallest(Origin origin, long target) {
    List<Group> smallestFirst =
        origin.groups.stream()
            .sorted(
                Comparator.comparingInt(Group::size)
                    .thenComparing(Group::oldest)
                    .thenComparing(group -> group.key))
            .toList();
    long enough = origin.bytes - Math.max(origin.bytes / 10, 1);
    for (Group group : smallestFirst) {
      if (bytes <= target || origin.bytes <= enough) {
        return;
      }
      List<BufferedMatch> all = new ArrayList<>(group.pending.values());
      all.addAll(group.evaluated.values());
      all.forEach(this::drop);
    }
  }

  /**
   * Halves matches so that as little as can be is lost of what they mean: of many that are alike in
   * a row, the first and the last stay; only then the oldest of the most frequent go.
   */
  private void thin(Map<String, BufferedMatch> matches) {
    int target = matches.size() / 2;
    for (int ends = target / RUN_STEP; ends > 0 && matches.size() > target; ends /= RUN_STEP) {
      thinRuns(List.copyOf(matches.values()), ends);
    }
    if (matches.size() > target) {
      dropMostFrequent(List.copyOf(matches.values()), matches.size() - target);
    }
  }

  private void thinRuns(List<BufferedMatch> matches, int ends) {
    int start = 0;
    for (int i = 1; i <= matches.size(); i++) {
      boolean isOver = i == matches.size() || !isAlike(matches.get(i), matches.get(start));
      if (isOver) {
        for (int inner = start + ends; inner < i - ends; inner++) {
          drop(matches.get(inner));
        }
        start = i;
      }
    }
  }

  private static boolean isAlike(BufferedMatch one, BufferedMatch other) {
    return one.match().steps().equals(other.match().steps())
        && one.match().values().equals(other.match().values());
  }

  private void dropMostFrequent(List<BufferedMatch> matches, int count) {
    Map<List<String>, List<BufferedMatch>> bySteps = new HashMap<>();
    for (BufferedMatch match : matches) {
      bySteps.computeIfAbsent(match.match().steps(), steps -> new ArrayList<>()).add(match);
    }
    List<List<BufferedMatch>> classes = new ArrayList<>(bySteps.values());
    int left = count;
    classes.sort(
        Comparator.comparingInt((List<BufferedMatch> all) -> -all.size())
            .thenComparing(all -> all.get(0).key()));
    for (List<BufferedMatch> all : classes) {
      // The newest tenth of each stays.
      int most = Math.min(left, all.size() - all.size() / 10 - 1);
      all.subList(0, Math.max(0, most)).forEach(this::drop);
      left -= Math.max(0, most);
    }
  }

  private void drop(BufferedMatch match) {
    dropped++;
    loudest = groups.get(match.match().key()).origin.name;
    remove(match);
  }

  /** Forgets a match. */
  void remove(BufferedMatch match) {
    String key = match.key();
    state.delete(key);
    pending.remove(key);
    evaluated.remove(key);
    Group group = groups.get(match.match().key());
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
