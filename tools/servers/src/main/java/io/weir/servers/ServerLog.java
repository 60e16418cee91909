package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The file with a child's output, over all its runs. */
final class ServerLog {

  private final String server;
  private final Path file;
  private long runStart;

  ServerLog(String server, Path file) {
    this.server = server;
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** From here on a new run writes. */
  void startRun() {
    try {
      runStart = Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  /** What the present run has written; empty when it has written nothing yet. */
  String ofThisRun() {
    try {
      byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int start = (int) Math.min(runStart, all.length);
      return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  /** The one sentence about a start that failed: what happened, where to look, the last words. */
  StartFailed startFailed(String what) {
    String run = ofThisRun();
    String sentence = server + " " + what + "; " + file + " ends with: " + lastWords(run);
    return new StartFailed(sentence, isAboutPort(run));
  }

  private static String lastWords(String run) {
    List<String> lines = run.lines().filter(ServerLog::says).toList();
    return lines.isEmpty() ? "(nothing)" : lines.get(lines.size() - 1);
  }

  /** Not so the frames of a stack trace, and the JVM's own remarks on what it will remove. */
  private static boolean says(String line) {
    return !line.isBlank()
        && !Character.isWhitespace(line.charAt(0))
        && !line.startsWith("WARNING: ");
  }

  private static boolean isAboutPort(String run) {
    String text = run.toLowerCase(Locale.ROOT);
    return text.contains("address already in use") || text.contains("bindexception");
  }
}
