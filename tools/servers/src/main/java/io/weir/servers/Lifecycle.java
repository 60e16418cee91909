package io.weir.servers;

/** What can be done to a running server, whether it is a child process or a container. */
interface Lifecycle {

  /** Ends it at once, as SIGKILL does; no effect on one that has ended. */
  void kill();

  /**
   * Stops its threads where they are, as SIGSTOP does, until {@link #resume}. An {@link
   * UnsupportedOperationException} says that this one cannot be stopped so.
   */
  void pause();

  /** Lets its threads continue, as SIGCONT does. */
  void resume();

  /** Starts it again, on the same data and port, and returns when it is ready. */
  void restart();

  /** Ends it politely, then with force; nothing of it runs afterwards. */
  void close();
}
