package io.weir.ingest.topic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A record on {@link Topic#DLQ}, in place of records that went no further. Never holds text that
 * was not redacted.
 *
 * @param stage which stage failed: {@code enrich}, {@code sink.elasticsearch}, …
 * @param reason one of a few fixed words
 * @param at the record's coordinates, those of the first if there are several
 * @param offsets first and last of each run of offsets in that partition
 * @param records how many raw records are concerned
 * @param eventId null if it is not known
 * @param policyVersion of the redaction policy, or null
 * @param detail what the store said, redacted, or null
 * @param event the redacted event as it is on {@link Topic#EVENTS}, or null
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

  /**
   * A letter about raw records, of which nothing may be said but where they lie.
   *
   * @param policyVersion null if they did not come as far as redaction
   */
  public static DeadLetter ofRaw(
      String stage,
      String reason,
      Coordinates first,
      long[] offsets,
      int records,
      String policyVersion) {
    return new DeadLetter(stage, reason, first, offsets, records, null, policyVersion, null, null);
  }

  /** The same letter without the event. */
  public DeadLetter withoutDocument() {
    return new DeadLetter(
        stage, reason, at, offsets, records, eventId, policyVersion, detail, null);
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
      writeDocument(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What is no JSON was not written by Weir, so nobody knows whether it is redacted. */
  private void writeDocument(JsonGenerator json) throws IOException {
    JsonNode document = null;
    try {
      document = event == null ? null : Json.MAPPER.readTree(event);
    } catch (JsonProcessingException e) {
      json.writeBooleanField("document_unreadable", true);
    }
    if (document != null && document.isObject()) {
      json.writeFieldName("document");
      json.writeTree(document);
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
