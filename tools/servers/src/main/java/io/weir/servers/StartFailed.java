package io.weir.servers;

/** A server that did not become ready; the message names its log file. */
final class StartFailed extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final boolean portTaken;

  StartFailed(String message, boolean portTaken) {
    super(message);
    this.portTaken = portTaken;
  }

  /** Whether another program has the port, so that another port would help. */
  boolean portTaken() {
    return portTaken;
  }
}
