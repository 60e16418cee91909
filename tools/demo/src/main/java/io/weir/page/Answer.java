package io.weir.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type the media type
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
public record Answer(int status, String type, byte[] body) {
  private static final String JSON = "application/json";

  /** 200 with a JSON document. */
  public static Answer json(JsonNode document) {
    return of(200, document);
  }

  /** A failure, as {@code {"error": sentence}}. */
  public static Answer failure(int status, String sentence) {
    return of(status, Json.MAPPER.createObjectNode().put("error", sentence));
  }

  private static Answer of(int status, JsonNode document) {
    try {
      return new Answer(status, JSON, Json.MAPPER.writeValueAsBytes(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
