package io.weir.sinks.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The line of an event as it was written; of one in JSON the message, and what an application wrote
 * with it as logfmt. Never much longer than the event, and never longer than Loki takes.
 */
final class LokiLine {
  /** Below this a line may grow by as much as it likes. */
  private static final int SMALL = 8 << 10;

  /** Above it, by no more than this over the JSON it is made of. */
  private static final int MAX_GROWTH = 2;

  /** Room for what a cut line says at its end. */
  private static final int MARK_BYTES = 200;

  /** The fields that {@link #of} reads. */
  static final Set<Field> FIELDS =
      Set.of(
          Field.EVENT_MODULE,
          Field.EVENT_ORIGINAL,
          Field.WEIR_FORMAT,
          Field.WEIR_FIELDS,
          Field.WEIR_LINE_AFTER,
          Field.WEIR_LINE_BEFORE,
          Field.WEIR_LINE_WHOLE);

  private LokiLine() {}

  /** The whole line, however long. */
  static String of(Event event) {
    if (LokiLabels.isAlert(event.fields())
        || !"json".equals(event.fields().text(Field.WEIR_FORMAT))
        || !(event.fields().get(Field.WEIR_FIELDS) instanceof ObjectNode content)) {
      return event.line();
    }
    Flattening small = new Flattening(event.message(), SMALL);
    if (small.add(content)) {
      return small.text();
    }
    // Every leaf repeats its path: a deep object can grow a thousand times.
    String json = content.toString();
    Flattening large = new Flattening(event.message(), MAX_GROWTH * json.length());
    return large.add(content) ? large.text() : event.message() + " fields=" + json;
  }

  /** Writes an object as logfmt until there is no more room. */
  private static final class Flattening {
    private final StringBuilder line;
    private final int most;

    Flattening(String message, int room) {
      line = new StringBuilder(message);
      most = message.length() + room;
    }

    String text() {
      return line.toString();
    }

    boolean add(ObjectNode object) {
      return add("", object);
    }

    private boolean add(String prefix, ObjectNode object) {
      for (var entry : object.properties()) {
        String key = prefix + entry.getKey();
        boolean fits =
            entry.getValue() instanceof ObjectNode inner
                ? key.length() < most && add(key + ".", inner)
                : add(key, entry.getValue());
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    private boolean add(String key, JsonNode value) {
      String text = value.isTextual() ? value.textValue() : value.toString();
      line.append(' ').append(key).append('=');
      if (isQuoted(text)) {
        line.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      } else {
        line.append(text);
      }
      return line.length() <= most;
    }

    private static boolean isQuoted(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c <= ' ' || c == '"' || c == '=') {
          return true;
        }
      }
      return text.isEmpty();
    }
  }

  /** The line as Loki takes it: cut at its end, where it says so and names the event. */
  static String cut(String line, int maxBytes, String eventId) {
    int bytes = bytes(line, maxBytes);
    return bytes <= maxBytes
        ? line
        : line.substring(0, end(line, 0, maxBytes - MARK_BYTES))
            + " … [cut: %d bytes, event %s]".formatted(bytes, eventId);
  }

  /** The whole line in parts that Loki takes, each of which says which it is. */
  static List<String> parts(String line, int maxBytes, String eventId) {
    if (bytes(line, maxBytes) <= maxBytes) {
      return List.of(line);
    }
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < line.length(); ) {
      int to = end(line, from, maxBytes - MARK_BYTES);
      texts.add(line.substring(from, to));
      from = to;
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add(
          texts.get(i) + " … [part %d/%d of event %s]".formatted(i + 1, texts.size(), eventId));
    }
    return parts;
  }

  /** Exact where it matters: no UTF-16 unit has more than three bytes in UTF-8. */
  private static int bytes(String text, int limit) {
    return 3L * text.length() <= limit
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The end of as many whole characters from there on as fit. */
  private static int end(String text, int from, int maxBytes) {
    int bytes = 0;
    int at = from;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > maxBytes && at > from) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }
}
