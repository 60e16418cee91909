package io.weir.ingest.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads events that {@link EventJson#write} wrote, or only some fields of them: what is not asked
 * for is passed over, which costs a fraction of what reading it does. Names that are not known are
 * passed over too, so that a release reads what a newer one wrote. Immutable and thread-safe.
 */
public final class EventReader {
  static final EventReader ALL = new EventReader(EnumSet.allOf(Field.class));

  private static final String TIMESTAMP = "@timestamp";
  private static final String MESSAGE = "message";

  private final Node root;

  /** A name within an object: of a field, or of an object that holds fields, or of both. */
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private Field field;

    /** What the name of a member means here, or null; names with dots are as good as nested. */
    Node member(String name) {
      Node node = children.get(name);
      if (node == null && name.indexOf('.') >= 0) {
        node = this;
        for (String part : name.split("\\.", -1)) {
          node = node == null ? null : node.children.get(part);
        }
      }
      return node;
    }
  }

  /** A reader of time, message, {@code event.id} and these fields. */
  public EventReader(Set<Field> wanted) {
    Set<Field> all = EnumSet.of(Field.EVENT_ID);
    all.addAll(wanted);
    root = new Node();
    for (Field field : all) {
      Node node = root;
      for (String part : field.path().split("\\.", -1)) {
        node = node.children.computeIfAbsent(part, name -> new Node());
      }
      node.field = field;
    }
  }

  /**
   * Reads an event.
   *
   * @throws IOException if it is none: no JSON object, no time, no id, or a field that is asked for
   *     holds an object or an array where a single value belongs, or the other way round
   */
  public Event read(byte[] json) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.setCodec(Json.MAPPER);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      Event event = readEvent(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON object");
      }
      return event;
    }
  }

  private Event readEvent(JsonParser parser) throws IOException {
    Instant timestamp = null;
    String message = "";
    Fields fields = new Fields();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case TIMESTAMP -> timestamp = instant(parser, TIMESTAMP);
        case MESSAGE -> message = scalar(parser, MESSAGE).getValueAsString("");
        default -> readMember(parser, root.member(name), fields);
      }
    }
    if (timestamp == null) {
      throw new IOException("no @timestamp");
    }
    if (!fields.has(Field.EVENT_ID)) {
      throw new IOException("no event.id");
    }
    return new Event(timestamp, message, fields);
  }

  private static void readMember(JsonParser parser, Node node, Fields fields) throws IOException {
    if (node != null && node.field != null) {
      readField(parser, node.field, fields);
    } else if (node != null && parser.currentToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        readMember(parser, node.member(name), fields);
      }
    } else {
      parser.skipChildren();
    }
  }

  private static void readField(JsonParser parser, Field field, Fields fields) throws IOException {
    switch (field.type()) {
      case LONG -> fields.put(field, scalar(parser, field.path()).getValueAsLong());
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
      default -> fields.put(field, scalar(parser, field.path()).getValueAsString());
    }
  }

  /** The parser, if it is at a single value. */
  private static JsonParser scalar(JsonParser parser, String path) throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw new IOException(path + " is not a single value");
    }
    return parser;
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
      return IsoTime.instant(scalar(parser, path).getValueAsString(""));
    } catch (DateTimeException e) {
      throw new IOException(path + " is not a time", e);
    }
  }
}
