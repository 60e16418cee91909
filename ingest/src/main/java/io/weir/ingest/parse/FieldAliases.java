package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.structured.CommonMappings;
import java.util.List;

/** Under which keys applications write what a field of ECS holds later. */
public final class FieldAliases {
  private FieldAliases() {}

  /** The keys whose text becomes that field as it is, such as {@code remote_user}; may be none. */
  public static List<String> of(Field field) {
    return CommonMappings.names(field);
  }
}
