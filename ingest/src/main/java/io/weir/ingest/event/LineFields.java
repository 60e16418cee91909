package io.weir.ingest.event;

import java.util.List;

/**
 * The fields that a line may say of itself. What an event is, where it is from, where it goes and
 * what was hidden in it are known better from elsewhere, and no format and no transform sets them.
 */
public final class LineFields {
  private static final List<String> BEGINNINGS =
      List.of(
          "destination.",
          "error.",
          "event.action",
          "event.code",
          "event.duration",
          "event.outcome",
          "event.provider",
          "event.reason",
          "file.path",
          "http.",
          "log.logger",
          "log.origin.",
          "log.syslog.",
          "network.",
          "process.",
          "service.",
          "source.",
          "span.id",
          "trace.id",
          "transaction.id",
          "url.",
          "user.",
          "user_agent.",
          "weir.db.");

  private LineFields() {}

  /** Whether a line may say what is in a field. */
  public static boolean has(Field field) {
    return BEGINNINGS.stream().anyMatch(field.path()::startsWith);
  }
}
