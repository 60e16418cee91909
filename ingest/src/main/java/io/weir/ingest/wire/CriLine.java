package io.weir.ingest.wire;

import java.time.Instant;

/**
 * A line of a container's log file as the CRI runtimes write it: {@code
 * 2026-11-23T01:00:04.472581257Z stdout F text}. Only seen where no agent has read it.
 *
 * @see <a
 *     href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">
 *     CRI logging</a>
 */
public record CriLine(Instant time, String stream, boolean partial, String text) {

  /** Reads a line; null if it has another form. */
  public static CriLine parse(String line) {
    int time = line.indexOf(' ');
    int stream = time < 0 ? -1 : line.indexOf(' ', time + 1);
    if (stream < 0 || stream + 1 >= line.length()) {
      return null;
    }
    String name = line.substring(time + 1, stream);
    int flag = stream + 1;
    boolean flagged = flag + 1 == line.length() || line.charAt(flag + 1) == ' ';
    boolean partial = line.charAt(flag) == 'P';
    if (!flagged || !FluentBitDecoder.isStream(name) || (!partial && line.charAt(flag) != 'F')) {
      return null;
    }
    Instant instant = RecordTimes.iso(line.substring(0, time));
    return instant == null
        ? null
        : new CriLine(
            instant, name, partial, flag + 2 <= line.length() ? line.substring(flag + 2) : "");
  }
}
