package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;
import java.util.List;

/** Which lines belong to a report of many lines: a dump of Java's threads, InnoDB's monitor. */
final class ReportLines {
  private static final String MONITOR = " INNODB MONITOR OUTPUT";

  private static final MultilineState THREADS =
      MultilineState.of("THREADS", line -> inThreads(line));

  private static final MultilineState MONITOR_HEAD =
      MultilineState.of("INNODB_HEAD", line -> line.endsWith(MONITOR) ? monitor() : null);

  private static final MultilineState MONITOR_BODY =
      MultilineState.of("INNODB", ReportLines::inMonitor);

  private static final MultilineState MONITOR_END =
      MultilineState.of("INNODB_END", line -> isRuler(line) ? MultilineState.CLOSED : null);

  /** How the lines of such a dump begin that are not indented. */
  private static final List<String> PARTS =
      List.of(
          "\"",
          "JNI global ref",
          "Found ",
          "===",
          "Java stack information",
          "Heap",
          "Threads ",
          "_java_thread_list",
          "0x",
          "}",
          "Locked ownable",
          "Carrying virtual");

  private ReportLines() {}

  /** The state after the first line of such a report; null for other lines. */
  static MultilineState first(String line) {
    if (line.startsWith("Full thread dump ")) {
      return THREADS;
    }
    return isRuler(line) ? MONITOR_HEAD : null;
  }

  private static MultilineState inThreads(String line) {
    boolean more =
        line.isEmpty()
            || StackTracePatterns.isIndented(line)
            || PARTS.stream().anyMatch(line::startsWith);
    return more ? THREADS : null;
  }

  private static MultilineState monitor() {
    return MONITOR_BODY;
  }

  private static MultilineState inMonitor(String line) {
    return line.equals("END OF INNODB MONITOR OUTPUT") ? MONITOR_END : MONITOR_BODY;
  }

  private static boolean isRuler(String line) {
    return line.startsWith("==========") && line.replace("=", "").isEmpty();
  }
}
