package io.weir.ingest.topic;

/** The headers of records on {@link Topic#EVENTS}: what a sink needs without reading the value. */
public final class EventHeaders {
  /** The event's id, UTF-8. */
  public static final String EVENT_ID = "event.id";

  /** The data stream, such as {@code logs-falco.alerts-default}, UTF-8. */
  public static final String DATA_STREAM = "data_stream";

  /** How many raw records the event represents, as decimal digits. */
  public static final String RECORDS = "records";

  /** The version of the value's form, as decimal digits. */
  public static final String SCHEMA = "schema";

  /**
   * When the broker took the first of those raw records, in milliseconds since 1970, as decimal
   * digits; absent if it has not said so.
   */
  public static final String APPENDED = "appended";

  /**
   * The names of the {@link Store}s that the event is for, with a comma between them; absent if the
   * policy of each store decides.
   */
  public static final String ROUTE = "route";

  private EventHeaders() {}
}
