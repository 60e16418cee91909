package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command that runs a Java program on the JDK that runs this one. */
final class Jvm {

  private final List<String> command = new ArrayList<>();

  Jvm(String heap) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // Half-dead servers make tests lie.
    command.add("-XX:+ExitOnOutOfMemoryError");
  }

  Jvm property(String name, Object value) {
    command.add("-D" + name + "=" + value);
    return this;
  }

  Jvm flag(String flag) {
    command.add(flag);
    return this;
  }

  List<String> run(String classPath, String main, String... args) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("-cp", classPath, main));
    whole.addAll(List.of(args));
    return whole;
  }

  /** Writes a shell script that runs a Java program with the arguments it is given. */
  void script(Path script, String classPath, String main) {
    String command = String.join("' '", run(classPath, main));
    try {
      Files.createDirectories(script.getParent());
      Files.writeString(script, "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
      if (!script.toFile().setExecutable(true)) {
        throw new IOException("not to be made executable");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + script, e);
    }
  }

  /**
   * Runs a program to its end. One that fails or is late is an {@link IllegalStateException}; what
   * is late is ended, with what it started.
   */
  static void runToEnd(List<String> command, Path log, Duration patience) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + command.get(0), e);
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("not done in " + patience + ", see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException("exit code " + process.exitValue() + ", see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted, see " + log, e);
    } finally {
      end(process);
    }
  }

  /** Ends a program that still runs, and what it started. */
  static void end(Process process) {
    // Of one that has ended nothing is known any more.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
