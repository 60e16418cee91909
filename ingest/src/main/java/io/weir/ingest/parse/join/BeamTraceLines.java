package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;
import java.util.List;

/** Which lines belong to a report of Erlang, or to an error of Elixir. */
final class BeamTraceLines {
  private static final MultilineState REPORT =
      MultilineState.of("ERLANG", line -> isInReport(line) ? report() : null);

  private static final MultilineState ERROR =
      MultilineState.of("ELIXIR", line -> isInError(line) ? error() : null);

  /** What Elixir says of the process after the calls. */
  private static final List<String> DETAILS =
      List.of("Last message", "State: ", "Client ", "Initial Call: ", "Ancestors: ", "Function: ");

  private BeamTraceLines() {}

  /** The state after {@code =ERROR REPORT====} or {@code ** (RuntimeError) text}; else null. */
  static MultilineState first(String line) {
    if (line.startsWith("** (")) {
      return ERROR;
    }
    boolean report = line.startsWith("=") && line.contains(" REPORT==== ");
    return report ? REPORT : null;
  }

  private static MultilineState report() {
    return REPORT;
  }

  private static MultilineState error() {
    return ERROR;
  }

  private static boolean isInReport(String line) {
    return StackTracePatterns.isIndented(line) || line.startsWith("** ") || line.startsWith("{");
  }

  private static boolean isInError(String line) {
    return StackTracePatterns.isIndented(line)
        || line.startsWith("** (")
        || DETAILS.stream().anyMatch(line::startsWith);
  }
}
