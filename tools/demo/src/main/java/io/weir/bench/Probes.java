package io.weir.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines by which it is seen how long a line takes until a store finds it. Each is of a format that
 * may continue on the next line, and of a pod that says nothing more for a while, so that the wait
 * for what may follow counts too. Thread-safe.
 */
final class Probes {
  /** The application of the probes. */
  static final String APP = "freshness";

  /** What all of them say. */
  static final String PHRASE = "freshness probe";

  private static final int PODS = 40;
  private static final Pattern NUMBER = Pattern.compile(PHRASE + " (\\d{1,9})");

  private final Map<Integer, Instant> appended = new ConcurrentHashMap<>();
  private final Map<Integer, Duration> found = new ConcurrentHashMap<>();

  /** The raw record of a probe, written at that time. */
  static byte[] record(int number, Instant time) {
    return """
    {"@timestamp":"%1$s","_p":"F","log":"%1$s ERROR 1 --- [main] c.e.App : %2$s %3$d","stream":"stdout","time":"%1$s","cluster":"prod-eu-1","node":"worker-1","kafka_key":"%4$s-%5$d","kubernetes":{"namespace_name":"bench","pod_name":"%4$s-%5$d","container_name":"app","labels":{"app":"%4$s"}}}\
    """
        .formatted(time, PHRASE, number, APP, number % PODS)
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] key(int number) {
    return (APP + "-" + number % PODS).getBytes(StandardCharsets.UTF_8);
  }

  /** The broker has taken a probe at that time. */
  void appended(int number, Instant time) {
    appended.put(number, time);
  }

  /** A store finds these lines now. */
  void found(List<String> lines, Instant now) {
    for (String line : lines) {
      Matcher said = NUMBER.matcher(line);
      if (said.find()) {
        int number = Integer.parseInt(said.group(1));
        Instant from = appended.get(number);
        if (from != null) {
          found.putIfAbsent(number, Duration.between(from, now));
        }
      }
    }
  }

  /** How many were taken and are not found. */
  int missing() {
    return appended.size() - found.size();
  }

  /**
   * How long it took until so large a part of the probes was found.
   *
   * @param part such as 0.99
   */
  double seconds(double part) {
    List<Duration> sorted = found.values().stream().sorted().toList();
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.max(1, rank) - 1).toMillis() / 1e3;
  }
}
