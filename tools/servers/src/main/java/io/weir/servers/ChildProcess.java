package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as a child process: one command, one log file, started as often as asked. */
final class ChildProcess implements Lifecycle {

  /** Says whether the server would answer. */
  @FunctionalInterface
  interface Readiness {

    /**
     * Looks at the server.
     *
     * @param log what this run of the server has logged so far
     */
    boolean test(String log) throws Exception;
  }

  /** Long enough for a machine that is busy with other work; a child that ends is seen at once. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration GRACE = Duration.ofSeconds(15);

  private final List<String> command;
  private final ServerLog log;
  private final Readiness readiness;
  private final Duration patience;
  private Process process;

  private ChildProcess(
      List<String> command, ServerLog log, Readiness readiness, Duration patience) {
    this.command = List.copyOf(command);
    this.log = log;
    this.readiness = readiness;
    this.patience = patience;
  }

  /**
   * Runs the command and returns when it is ready; its output goes to {@code NAME.log} in the data
   * directory. A child that ends early or is late is a {@link StartFailed}.
   */
  static ChildProcess start(String name, Path dataDir, List<String> command, Readiness readiness) {
    return start(name, dataDir, command, readiness, PATIENCE);
  }

  static ChildProcess start(
      String name, Path dataDir, List<String> command, Readiness readiness, Duration patience) {
    ServerLog log = new ServerLog(name, dataDir.resolve(name + ".log"));
    ChildProcess child = new ChildProcess(command, log, readiness, patience);
    child.start();
    return child;
  }

  private void start() {
    log.startRun();
    try {
      process =
          new ProcessBuilder(command)
              .directory(log.file().getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("could not run " + command.get(0), e);
    }
    Orphans.prevent(process);
    try {
      awaitReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw log.startFailed("ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > deadline) {
        throw log.startFailed("was not ready after " + patience.toSeconds() + " s");
      }
      sleep();
    }
  }

  private boolean isReady() {
    try {
      return readiness.test(log.ofThisRun());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw log.startFailed("was not ready when the wait was interrupted");
    } catch (Exception notYet) {
      return false;
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    awaitEnd(GRACE);
  }

  @Override
  public void pause() {
    signal("STOP");
  }

  @Override
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void restart() {
    close();
    start();
  }

  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd(GRACE)) {
      kill();
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Between two looks at whether the server is ready, which the patience bounds. */
  private void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw log.startFailed("was not ready when the wait was interrupted");
    }
  }

  /** Makes the directory that a server is to live in; its absolute path comes back. */
  static Path directory(Path dataDir) {
    try {
      return Files.createDirectories(dataDir).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + dataDir, e);
    }
  }
}
