package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The matches that a correlator has in mind, in the order of event time and event id: those it
 * waits with, and those it has evaluated, by rule and group. All of it is in the state as well. Not
 * thread-safe.
 */
final class HeldMatches {
  private final StateMap state;
  private final TreeMap<String, Held> pending = new TreeMap<>();
  private final TreeMap<String, Held> evaluated = new TreeMap<>();
  private final Map<String, TreeMap<String, Held>> windows = new HashMap<>();

  HeldMatches(StateMap state) {
    this.state = state;
  }

  /** Takes up what the state had under a key for which {@link Held#isKey} is true. */
  void restore(byte[] json) {
    index(StateJson.read(json, Held.class));
  }

  boolean isKnown(Held held) {
    return pending.containsKey(held.key()) || evaluated.containsKey(held.key());
  }

  /** Keeps a match as it is now, in the place of what it was before. */
  void keep(Held held) {
    state.put(held.key(), StateJson.write(held));
    index(held);
  }

  private void index(Held held) {
    String key = held.key();
    if (!held.evaluated()) {
      pending.put(key, held);
      return;
    }
    pending.remove(key);
    evaluated.put(key, held);
    windows.computeIfAbsent(held.match().key(), group -> new TreeMap<>()).put(key, held);
  }

  /** Those that were not evaluated yet, from before that time. */
  List<Held> pendingBefore(Instant time) {
    return List.copyOf(pending.headMap(Held.keyAt(time)).values());
  }

  /** The match as it was evaluated, or null if it was not. */
  Held evaluated(Match match) {
    return evaluated.get(new Held(match, true, false).key());
  }

  /** The evaluated ones of one rule and group; empty if there is none. */
  Collection<Held> window(String ruleAndGroup) {
    TreeMap<String, Held> window = windows.get(ruleAndGroup);
    return window == null ? List.of() : window.values();
  }

  /** All rules and groups of which there are evaluated ones. */
  Set<String> windows() {
    return windows.keySet();
  }

  /**
   * Forgets what was evaluated and is old.
   *
   * @param memory how long a match is remembered
   */
  void forget(Instant now, Duration shortest, Function<Match, Duration> memory) {
    for (Held held : List.copyOf(evaluated.headMap(Held.keyAt(now.minus(shortest))).values())) {
      if (held.match().time().isBefore(now.minus(memory.apply(held.match())))) {
        drop(held);
      }
    }
  }

  /** Forgets the oldest of one rule and group until so many are left. */
  void shrink(String ruleAndGroup, int left) {
    TreeMap<String, Held> window = windows.get(ruleAndGroup);
    while (window != null && window.size() > left) {
      drop(window.firstEntry().getValue());
    }
  }

  private void drop(Held held) {
    String key = held.key();
    state.delete(key);
    evaluated.remove(key);
    windows.computeIfPresent(
        held.match().key(),
        (group, window) -> {
          window.remove(key);
          return window.isEmpty() ? null : window;
        });
  }
}
