package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that no child outlives this JVM. A shutdown hook covers the ends that Java notices;
 * for {@code kill -9} a shell waits for the end of a pipe that this JVM holds open.
 */
final class Orphans {

  private static final String GUARD =
      """
      trap '' INT HUP
      read -r _
      kill -TERM "$0"
      for second in 1 2 3 4 5 6 7 8 9 10; do
        sleep 1
        kill -0 "$0" || exit
      done
      kill -KILL "$0"
      """;

  private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Orphans::endAll, "end child servers"));
  }

  private Orphans() {}

  /** Ties the child's life to ours. */
  static void prevent(Process child) {
    CHILDREN.add(child);
    Process guard = guard(child);
    // Nothing follows the clean-up, so nobody waits for it.
    var unused = child.onExit().thenAccept(ended -> release(ended, guard));
  }

  private static void release(Process child, Process guard) {
    // At once: the number of an ended process may be another's later.
    guard.destroyForcibly();
    CHILDREN.remove(child);
  }

  private static Process guard(Process child) {
    try {
      return new ProcessBuilder("sh", "-c", GUARD, Long.toString(child.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      child.destroyForcibly();
      throw new UncheckedIOException("could not run sh to guard a server", e);
    }
  }

  private static void endAll() {
    CHILDREN.forEach(Process::destroy);
    for (Process child : CHILDREN) {
      try {
        if (!child.waitFor(15, TimeUnit.SECONDS)) {
          child.destroyForcibly();
        }
      } catch (InterruptedException e) {
        child.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
