package io.weir.cli.command;

/**
 * A command line that cannot be carried out: it names something that does not exist or cannot be
 * used. The message is one sentence for the person who wrote it; the exit status is 2.
 */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageError(String message) {
    super(message);
  }
}
