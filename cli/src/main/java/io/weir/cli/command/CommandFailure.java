package io.weir.cli.command;

/**
 * A command that could not do its work, because of its data or a server. The message is one
 * sentence for the person who ran it; the exit status is 1.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }
}
