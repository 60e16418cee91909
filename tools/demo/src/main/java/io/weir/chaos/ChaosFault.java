package io.weir.chaos;

import io.weir.servers.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is done to a process while a round is written.
 *
 * @param target its name, such as {@code sink-loki} or {@code kafka}; null for nothing
 */
record ChaosFault(Kind kind, String target) {
  private static final int MAX_PAUSE_SECONDS = 15;

  /** How a process ends or is paused. */
  enum Kind {
    NONE("nothing"),
    KILL("kill -9"),
    STOP("SIGSTOP"),
    TERMINATE("SIGTERM");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** Every fault of every process, and none. */
  static List<ChaosFault> all(Map<String, Server> processes) {
    List<ChaosFault> all = new ArrayList<>(List.of(new ChaosFault(Kind.NONE, null)));
    for (String process : processes.keySet()) {
      all.add(new ChaosFault(Kind.KILL, process));
      all.add(new ChaosFault(Kind.STOP, process));
      all.add(new ChaosFault(Kind.TERMINATE, process));
    }
    return all;
  }

  /** Does it, and returns when the process works again. */
  void happen(Map<String, Server> processes, RandomGenerator random) throws InterruptedException {
    switch (kind) {
      case NONE -> {}
      case KILL -> {
        processes.get(target).kill();
        processes.get(target).restart();
      }
      case STOP -> {
        processes.get(target).pause();
        try {
          // The pause is the fault.
          Thread.sleep(Duration.ofSeconds(1 + random.nextInt(MAX_PAUSE_SECONDS)).toMillis());
        } finally {
          processes.get(target).resume();
        }
      }
      case TERMINATE -> processes.get(target).restart();
    }
  }

  @Override
  public String toString() {
    return target == null ? kind.title : kind.title + " " + target;
  }
}
