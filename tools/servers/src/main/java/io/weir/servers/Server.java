package io.weir.servers;

/**
 * A real server on loopback, ready when its {@code start} method has returned. It ends with the JVM
 * that started it, however that JVM ends.
 */
public abstract class Server implements AutoCloseable {

  private final Lifecycle lifecycle;

  Server(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** Ends the server at once, as a crash would: SIGKILL, no flush, no goodbye. */
  public final void kill() {
    lifecycle.kill();
  }

  /** Stops its threads where they are, as SIGSTOP does: its connections stay and nobody answers. */
  public final void pause() {
    lifecycle.pause();
  }

  /** Lets a server continue that was paused. */
  public final void resume() {
    lifecycle.resume();
  }

  /**
   * Starts the server again on its data and its port, after ending it if it runs, and returns when
   * it is ready; an {@link IllegalStateException} says why it did not become so.
   */
  public final void restart() {
    lifecycle.restart();
  }

  /** Stops the server: SIGTERM first, SIGKILL if that does not help. The data stay. */
  @Override
  public final void close() {
    lifecycle.close();
  }
}
