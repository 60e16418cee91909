package io.weir.ingest.assemble;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The groups to which lines may still come, those first that were heard of longest ago: of each
 * source the one whose writer writes at the moment, and those of its other writers, which are set
 * aside. Not thread-safe.
 */
final class OpenGroups {
  /** Groups that are set aside; above it the one that was set aside first goes. */
  static final int MAX_ASIDE = 256;

  private final Map<String, LineGroup> groups = new LinkedHashMap<>();
  private int aside;

  /** Removes and returns the group of a key, see {@link LineGroup#key()}; null if there is none. */
  LineGroup take(String key) {
    return counted(groups.remove(key));
  }

  private LineGroup counted(LineGroup taken) {
    aside -= taken != null && taken.isAside() ? 1 : 0;
    return taken;
  }

  /** Adds a group that was taken, or is new, as the one that was heard of last. */
  void add(LineGroup group) {
    groups.put(group.key(), group);
    aside += group.isAside() ? 1 : 0;
  }

  /** Whether it is this group that is open under its key. */
  boolean holds(LineGroup group) {
    return groups.get(group.key()) == group;
  }

  boolean haveAside() {
    return aside > 0;
  }

  /** Removes and returns the one that was set aside first, if one more would be too many. */
  LineGroup takeSurplusAside() {
    if (aside < MAX_ASIDE) {
      return null;
    }
    for (LineGroup group : groups.values()) {
      if (group.isAside()) {
        return take(group.key());
      }
    }
    throw new IllegalStateException("of the groups that are set aside none is there");
  }

  /** Removes and returns that with most bytes, of several the one that was silent for longest. */
  LineGroup takeLargest() {
    LineGroup largest = null;
    for (LineGroup group : groups.values()) {
      largest = largest == null || group.held > largest.held ? group : largest;
    }
    return largest == null ? null : take(largest.key());
  }

  /**
   * Removes those that were not heard of for longer than lines are waited for. Each is removed
   * before it is passed on, and none after one with which something goes wrong.
   */
  void removeSilent(long now, Consumer<LineGroup> output) {
    Iterator<LineGroup> all = groups.values().iterator();
    while (all.hasNext()) {
      LineGroup group = all.next();
      long silent = now - group.lastHeard();
      if (silent < LineJoiner.MAX_WAIT.toMillis()) {
        return;
      }
      if (silent >= group.maxWait().toMillis()) {
        all.remove();
        output.accept(counted(group));
      }
    }
  }

  /** Removes a line; returns the groups, removed too, in which it was the only one. */
  List<LineGroup> forget(long offset) {
    List<LineGroup> emptied = new ArrayList<>();
    for (Iterator<LineGroup> all = groups.values().iterator(); all.hasNext(); ) {
      LineGroup group = all.next();
      if (group.forget(offset) && group.lines().isEmpty()) {
        all.remove();
        emptied.add(counted(group));
      }
    }
    return emptied;
  }

  /** Removes and returns all. */
  List<LineGroup> takeAll() {
    List<LineGroup> all = List.copyOf(groups.values());
    groups.clear();
    aside = 0;
    return all;
  }
}
