package io.weir.ingest.meter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Something for each value of a label that comes from outside, such as a namespace: of the first
 * values each has its own, all others share that of {@link #OTHERS}. A monitoring system keeps a
 * series for each value, and whoever can choose values could make it keep any number. Thread-safe;
 * a value that was seen before costs one look-up in a map.
 *
 * @param <T> what there is for each value, such as a counter
 */
public final class BoundedLabel<T> {
  /** The value for those that come too late, or are too long for a name in Kubernetes. */
  public static final String OTHERS = "*";

  /** The value for what has none; Kubernetes takes no such name. */
  public static final String NONE = "-";

  /** Names of namespaces and services are labels of DNS (RFC 1123), which have at most 63. */
  private static final int MAX_CHARS = 63;

  private final int max;
  private final Function<String, T> maker;
  private final Map<String, T> byValue = new ConcurrentHashMap<>();

  /**
   * Nothing yet.
   *
   * @param max how many values have their own
   * @param maker called once for each of them, and for {@link #OTHERS}
   */
  public BoundedLabel(int max, Function<String, T> maker) {
    this.max = max;
    this.maker = maker;
  }

  /** What there is for the value; null is {@link #NONE}. */
  public T of(String value) {
    String key = value == null ? NONE : value;
    T known = byValue.get(key);
    return known == null ? create(key) : known;
  }

  private T create(String key) {
    // Two threads may both find room for the last: one more does no harm.
    boolean fits = key.length() <= MAX_CHARS && byValue.size() < max;
    return byValue.computeIfAbsent(fits ? key : OTHERS, maker);
  }
}
