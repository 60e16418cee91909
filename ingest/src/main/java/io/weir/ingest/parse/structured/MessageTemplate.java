package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;

/**
 * Serilog's compact format and its older one, whose message may be a template with names to be
 * filled in.
 *
 * @see <a href="https://messagetemplates.org">Message templates</a>
 */
final class MessageTemplate {
  /** A long value for each of many holes would make gigabytes of one line. */
  private static final int MAX_FILLED = 64 << 10;

  private MessageTemplate() {}

  static void take(ObjectNode object, LineBuilder builder) {
    JsonNode template = object.get("@mt");
    if (template.isTextual() && !object.has("@m")) {
      builder.message = filled(template.textValue(), object);
    }
    if (!object.has("@l")) {
      // The most common level is left out.
      builder.fields.put(Field.LOG_LEVEL, "info");
    }
  }

  /** The older format, which may bring the message as well. */
  static void takeNamed(ObjectNode object, LineBuilder builder) {
    JsonNode template = object.get("MessageTemplate");
    if (template.isTextual() && !object.has("RenderedMessage")) {
      builder.message = filled(template.textValue(), object.path("Properties"));
    }
  }

  /**
   * {@code {Name}}, {@code {Name:format}} and {@code {@Name}}; two braces mean one. The template as
   * it is if it would grow by too much; the values stay content.
   */
  private static String filled(String template, JsonNode values) {
    StringBuilder text = new StringBuilder(template.length());
    int kept = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', kept)) {
      boolean doubled = template.startsWith("{{", open);
      int close = doubled ? open + 1 : template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      text.append(template, kept, open);
      if (doubled) {
        text.append('{');
      } else {
        appendHole(text, template, open, close, values);
      }
      if (text.length() > template.length() + MAX_FILLED) {
        return template;
      }
      kept = close + 1;
    }
    return text.append(template, kept, template.length()).toString();
  }

  private static void appendHole(
      StringBuilder text, String template, int open, int close, JsonNode values) {
    int from = open + 1;
    char sign = template.charAt(from);
    from += sign == '@' || sign == '$' ? 1 : 0;
    int end = from;
    while (end < close && isNamePart(template.charAt(end))) {
      end++;
    }
    JsonNode value = values.get(template.substring(from, end));
    if (value == null) {
      text.append(template, open, close + 1);
    } else {
      text.append(value.isValueNode() ? value.asText() : value.toString());
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
