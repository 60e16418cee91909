package io.weir.ingest.yaml;

/** A configuration, policy or rule that cannot be used; the message says where and why. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault at a place, such as {@code weir.yaml:12}. */
  public ConfigException(String place, String reason) {
    super(place + ": " + reason);
  }
}
