package io.weir.sinks.loki;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many streams this process opens at Loki, which refuses all new ones above its own
 * limit. What would be one too many goes to a stream that collects the excess: of its namespace if
 * that has used up its own part, else of all. Nothing is lost by that: the labels that are left out
 * become structured metadata. Thread-safe.
 */
final class StreamBudget {
  private static final Logger LOG = LoggerFactory.getLogger(StreamBudget.class);

  /** Loki lets go of a stream to which nothing comes after about as long. */
  private static final long IDLE = Duration.ofHours(2).toMillis();

  private static final long ASK_AGAIN = Duration.ofMinutes(10).toMillis();
  private static final int MAX_REFUSED = 10_000;
  private static final long SAY_AGAIN = Duration.ofMinutes(10).toMillis();

  /** A namespace may have this part of all streams, so that it leaves some to the others. */
  private static final int NAMESPACE_PART = 4;

  private static final String EXCESS = "overflow";

  private static final class Use {
    private final LokiStream stream;
    private final String namespace;
    private long last;

    private Use(LokiStream stream, String namespace) {
      this.stream = stream;
      this.namespace = namespace;
    }
  }

  private final InstantSource clock;
  private final int all;
  private int max;

  /** The least recently used first. */
  private final Map<LokiLabels, Use> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Until when Loki is not asked to open a stream that it has refused; the oldest go first. */
  private final Map<Map<String, String>, Long> refused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, String>, Long> eldest) {
          return size() > MAX_REFUSED;
        }
      };

  private final Map<String, Integer> byNamespace = new HashMap<>();
  private final Map<Map<String, String>, LokiStream> excess = new HashMap<>();
  private long overflowed;
  private long said = -SAY_AGAIN;

  /**
   * A budget of which nothing is used.
   *
   * @param all streams of all processes together
   */
  StreamBudget(int all, InstantSource clock) {
    this.all = all;
    this.max = all;
    this.clock = clock;
  }

  /**
   * This process has so many of all partitions, and as large a part of the budget. Labels have the
   * partition in them, so the streams of those that have left are no longer opened from here.
   */
  synchronized void share(int mine, int partitions) {
    int share = partitions == 0 ? all : Math.max(1, (int) ((long) all * mine / partitions));
    if (share != max) {
      max = share;
      open.clear();
      byNamespace.clear();
    }
  }

  /** The stream for these labels, or the one for the excess. */
  synchronized LokiStream admit(LokiLabels labels) {
    long now = clock.millis();
    Use use = open.get(labels);
    if (use == null) {
      Map<String, String> byName = labels.byName();
      if (now < refused.getOrDefault(byName, 0L)) {
        return overflow(byName, false, now);
      }
      forgetIdle(now);
      String namespace = byName.getOrDefault(LokiLabels.NAMESPACE, "");
      boolean full = open.size() >= max;
      int own = byNamespace.getOrDefault(namespace, 0);
      if (full || own >= Math.max(1, max / NAMESPACE_PART)) {
        return overflow(byName, !full, now);
      }
      use = new Use(LokiStream.of(byName), namespace);
      open.put(labels, use);
      byNamespace.merge(namespace, 1, Integer::sum);
    }
    use.last = now;
    return use.stream;
  }

  /**
   * Loki has refused to open a stream: its own limit is below ours. It is not asked for that stream
   * again for a while.
   */
  synchronized LokiStream refused(LokiStream stream) {
    close(stream);
    long now = clock.millis();
    refused.put(stream.labels(), now + ASK_AGAIN);
    return overflow(stream.labels(), false, now);
  }

  private void close(LokiStream stream) {
    for (Iterator<Use> uses = open.values().iterator(); uses.hasNext(); ) {
      Use use = uses.next();
      if (use.stream.selector().equals(stream.selector())) {
        uses.remove();
        leave(use.namespace);
        return;
      }
    }
  }

  static boolean isExcess(LokiStream stream) {
    return EXCESS.equals(stream.labels().get(LokiLabels.SERVICE));
  }

  private LokiStream overflow(Map<String, String> labels, boolean ofNamespace, long now) {
    overflowed++;
    if (now - said >= SAY_AGAIN) {
      said = now;
      LOG.warn(
          "sink.loki: {} of {} streams are open; lines of new ones go to a stream {}=\"{}\", of namespace {} now",
          open.size(),
          max,
          LokiLabels.SERVICE,
          EXCESS,
          labels.getOrDefault(LokiLabels.NAMESPACE, "none"));
    }
    Map<String, String> kept = new TreeMap<>(labels);
    kept.keySet().retainAll(LokiLabels.OF_EXCESS);
    if (!ofNamespace) {
      kept.remove(LokiLabels.NAMESPACE);
    }
    kept.put(LokiLabels.SERVICE, EXCESS);
    return excess.computeIfAbsent(kept, LokiStream::of);
  }

  private void forgetIdle(long now) {
    Iterator<Use> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Use use = oldest.next();
      if (now - use.last < IDLE) {
        return;
      }
      oldest.remove();
      leave(use.namespace);
    }
  }

  private void leave(String namespace) {
    byNamespace.computeIfPresent(namespace, (name, count) -> count == 1 ? null : count - 1);
  }

  synchronized int used() {
    return open.size();
  }

  synchronized int max() {
    return max;
  }

  /** How many streams the namespace has that has most. */
  synchronized int mostOfNamespace() {
    return byNamespace.values().stream().mapToInt(count -> count).max().orElse(0);
  }

  /** Events that went to a stream for the excess. */
  synchronized long overflowed() {
    return overflowed;
  }
}
