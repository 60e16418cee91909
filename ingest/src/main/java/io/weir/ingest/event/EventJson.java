package io.weir.ingest.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The one JSON form of an event, nested as ECS has it: the value on the {@code events} topic and,
 * byte for byte, the document in Elasticsearch. Reading ignores names it does not know, so that a
 * release reads what a newer one wrote.
 */
public final class EventJson {
  private static final String TIMESTAMP = "@timestamp";
  private static final String MESSAGE = "message";
  private static final String BEFORE_TIMESTAMP = "{\"" + TIMESTAMP + "\":";
  private static final String BEFORE_MESSAGE = ",\"" + MESSAGE + "\":";
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
   * Reads an event that {@link #write} wrote.
   *
   * @throws IOException if it is not one: no JSON object, no time, no id, or a field of another
   *     type
   */
  public static Event read(byte[] json) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.setCodec(Json.MAPPER);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      Reading reading = new Reading();
      readObject(parser, "", reading);
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON object");
      }
      return reading.event();
    }
  }

  private static final class Reading {
    private Instant timestamp;
    private String message = "";
    private final Fields fields = new Fields();

    Event event() throws IOException {
      if (timestamp == null) {
        throw new IOException("no @timestamp");
      }
      if (!fields.has(Field.EVENT_ID)) {
        throw new IOException("no event.id");
      }
      return new Event(timestamp, message, fields);
    }
  }

  private static void readObject(JsonParser parser, String prefix, Reading reading)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (path.equals(TIMESTAMP)) {
        reading.timestamp = instant(parser, path);
      } else if (path.equals(MESSAGE)) {
        reading.message = parser.getValueAsString("");
      } else {
        Field field = Field.byPath(path).orElse(null);
        if (field != null) {
          readField(parser, field, reading.fields);
        } else if (token == JsonToken.START_OBJECT) {
          readObject(parser, path + ".", reading);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private static void readField(JsonParser parser, Field field, Fields fields) throws IOException {
    switch (field.type()) {
      case LONG -> fields.put(field, parser.getValueAsLong());
      case DATE -> fields.put(field, instant(parser, field.path()));
      case FLATTENED, STORED -> fields.put(field, object(parser, field));
      case KEYWORDS -> {
        List<String> list = new ArrayList<>();
        tree(parser).forEach(item -> list.add(item.asText()));
        fields.put(field, list);
      }
      case LONGS -> {
        List<Long> list = new ArrayList<>();
        tree(parser).forEach(item -> list.add(item.asLong()));
        fields.put(field, list.stream().mapToLong(Long::longValue).toArray());
      }
      default -> {
        if (!parser.currentToken().isScalarValue()) {
          throw new IOException(field.path() + " is not a text");
        }
        fields.put(field, parser.getValueAsString());
      }
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    return parser.readValueAsTree();
  }

  private static ObjectNode object(JsonParser parser, Field field) throws IOException {
    if (tree(parser) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException(field.path() + " is not an object");
  }

  private static Instant instant(JsonParser parser, String path) throws IOException {
    try {
      return IsoTime.instant(parser.getValueAsString(""));
    } catch (DateTimeException e) {
      throw new IOException(path + " is not a time", e);
    }
  }
}
