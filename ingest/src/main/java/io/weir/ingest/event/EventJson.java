package io.weir.ingest.event;

import java.io.IOException;

/**
 * The one JSON form of an event, nested as ECS has it: the value on the {@code events} topic and,
 * byte for byte, the document in Elasticsearch.
 */
public final class EventJson {
  private static final String BEFORE_TIMESTAMP = "{\"@timestamp\":";
  private static final String BEFORE_MESSAGE = ",\"message\":";
  private static final ThreadLocal<JsonBuffer> BUFFERS = ThreadLocal.withInitial(JsonBuffer::new);

  private EventJson() {}

  /** UTF-8 JSON without line breaks. */
  public static byte[] write(Event event) {
    JsonBuffer json = BUFFERS.get().clear();
    json.raw(BEFORE_TIMESTAMP).time(event.timestamp());
    json.raw(BEFORE_MESSAGE).string(event.message());
    EncodedFields.write(json, event.fields());
    return json.raw('}').toByteArray();
  }

  /**
   * Reads an event that {@link #write} wrote, with all its fields; names that are not known are
   * ignored.
   *
   * @throws IOException if it is not one: no JSON object, no time, no id, or a field of another
   *     type
   */
  public static Event read(byte[] json) throws IOException {
    return EventReader.ALL.read(json);
  }
}
