package io.weir.sinks.loki;

import io.weir.sinks.http.StoreAddress;

/**
 * The settings of one Loki.
 *
 * @param address its base URL, to which {@code /loki/api/v1/push} is added
 * @param tenant for {@code X-Scope-OrgID}, or null
 * @param maxStreams streams that all processes of the sink may open together; Loki's own default
 *     for a tenant is 5,000
 * @param maxLineBytes the longest line that Loki takes ({@code max_line_size})
 * @param longLines what is done with longer ones
 */
public record LokiSettings(
    StoreAddress address, String tenant, int maxStreams, int maxLineBytes, LongLines longLines) {

  /** What is done with a line that is longer than Loki takes. */
  public enum LongLines {
    /** It is cut, and says so at its end. */
    CUT,
    /** It becomes several entries that say which part of what they are. */
    PARTS
  }

  public static final int DEFAULT_STREAMS = 4_500;
  public static final int DEFAULT_LINE_BYTES = 256 << 10;

  /** A Loki with its own default limits. */
  public static LokiSettings of(StoreAddress address, String tenant) {
    return new LokiSettings(address, tenant, DEFAULT_STREAMS, DEFAULT_LINE_BYTES, LongLines.CUT);
  }
}
