package io.weir.enrich.correlate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.weir.ingest.event.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keys of topics and state: text that sorts as it should and means one thing only. */
final class Keys {
  private Keys() {}

  static String join(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    try {
      return Json.MAPPER.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sorts as the time does, for all times after 1970. */
  static String of(Instant time) {
    return "%012d%09d".formatted(time.getEpochSecond(), time.getNano());
  }
}
