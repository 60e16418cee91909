package io.weir.sinks.http;

/**
 * A file that a setting names and that cannot be used. Neither the path nor what the file holds is
 * a part of the message: either may be a secret that somebody has put into the wrong place.
 */
public final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String reason;

  UnusableFileException(String setting, String reason) {
    super(setting + ": " + reason);
    this.setting = setting;
    this.reason = reason;
  }

  /** The name of the setting, such as {@code loki.token}. */
  public String setting() {
    return setting;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
