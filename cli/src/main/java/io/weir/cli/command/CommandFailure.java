package io.weir.cli.command;

/** A command that could not do its work; the message is one sentence for the person who ran it. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }
}
