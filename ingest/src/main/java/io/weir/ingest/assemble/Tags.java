package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.ArrayList;
import java.util.List;

/** The tags of an event: what a reader should know of how it came to be. */
public final class Tags {
  /** More of the event may be found in another, or was before it. */
  static final String JOIN_CUT = "join_cut";

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
