package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.ingest.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * What stands on {@link Topics#DLQ} for records that went no further. Never holds text that was not
 * redacted.
 *
 * @param stage who gave up: {@code enrich}, {@code sink.elasticsearch}, …
 * @param reason one of a few fixed words
 * @param at the record's coordinates, those of the first if there are several
 * @param offsets first and last of each run of offsets in that partition
 * @param records how many raw records are concerned
 * @param eventId null if it is not known
 * @param policyVersion of the redaction policy, or null
 * @param detail what the store said, redacted, or null
 * @param event the redacted event as it stands on {@link Topics#EVENTS}, or null; left out of the
 *     letter if it is no JSON
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
public record DeadLetter(
    String stage,
    String reason,
    Coordinates at,
    long[] offsets,
    int records,
    String eventId,
    String policyVersion,
    String detail,
    byte[] event) {
  private static final int SCHEMA = 1;

  /** A letter about raw records, of which nothing may be said but where they lie. */
  public static DeadLetter ofRaw(
      String stage, String reason, Coordinates first, long[] offsets, int records) {
    return new DeadLetter(stage, reason, first, offsets, records, null, null, null, null);
  }

  /** The key: coordinates, so that the letters of one partition keep their order. */
  public String key() {
    return at.topic() + "/" + at.partition();
  }

  /** UTF-8 JSON, by names as in an event; the event itself under {@code document}. */
  public byte[] toJson(Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", now.toString());
      if (eventId != null) {
        json.writeObjectFieldStart("event");
        json.writeStringField("id", eventId);
        json.writeEndObject();
      }
      if (detail != null) {
        json.writeObjectFieldStart("error");
        json.writeStringField("message", detail);
        json.writeEndObject();
      }
      json.writeObjectFieldStart("weir");
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("stage", stage);
      json.writeStringField("reason", reason);
      if (policyVersion != null) {
        json.writeStringField("policy_version", policyVersion);
      }
      writeSource(json);
      json.writeEndObject();
      JsonNode document = document();
      if (!document.isMissingNode()) {
        json.writeFieldName("document");
        json.writeTree(document);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What is no JSON is left out: it may be the very reason for the letter. */
  private JsonNode document() {
    try {
      return event == null ? MissingNode.getInstance() : Json.MAPPER.readTree(event);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private void writeSource(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeStringField("topic", at.topic());
    json.writeNumberField("partition", at.partition());
    json.writeFieldName("offsets");
    json.writeArray(offsets, 0, offsets.length);
    json.writeNumberField("records", records);
    json.writeEndObject();
  }
}
