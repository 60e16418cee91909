package io.weir.ingest.assemble;

/** The tags of an event: what a reader should know of how it came to be. */
public final class Tags {
  /** More of the event may be found in another, or was before it. */
  public static final String JOIN_CUT = "join_cut";

  /** The time was not believed, and another counts. */
  public static final String TIME_CLAMPED = "time_clamped";

  /** The line's clock names no zone, and was found to be in this one. */
  public static final String ZONE_GUESSED = "zone_guessed";

  /** The line's time is off by what a zone could be, and says that it is not. */
  public static final String ZONE_SUSPECT = "zone_suspect";

  private Tags() {}
}
