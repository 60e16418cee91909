package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** Runs a program to its end; one that fails is an {@link IllegalStateException}. */
  static void runToEnd(List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("exit code " + code + ", see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted, see " + log, e);
    }
  }
}
