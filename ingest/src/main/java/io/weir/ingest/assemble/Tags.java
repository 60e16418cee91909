package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.ArrayList;
import java.util.List;

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

  /** Adds one to those that are there. */
  public static void add(Fields fields, String tag) {
    List<String> tags = new ArrayList<>();
    if (fields.get(Field.TAGS) instanceof List<?> known) {
      known.forEach(it -> tags.add((String) it));
    }
    tags.add(tag);
    fields.put(Field.TAGS, tags);
  }
}
