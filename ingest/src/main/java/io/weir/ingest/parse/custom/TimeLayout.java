package io.weir.ingest.parse.custom;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a user's format writes its times: {@code iso}, {@code epoch} (seconds, milli-, micro- or
 * nanoseconds, by its size) or letters as in {@code yyyy-MM-dd HH:mm:ss.SSS}.
 */
final class TimeLayout {
  private static final String LETTERS = "yMdHhmsSaEX";

  private final String name;
  private final List<Part> parts;

  /**
   * A letter repeated, or a literal text.
   *
   * @param letter NUL for a text
   */
  private record Part(char letter, int count, String text) {}

  private TimeLayout(String name, List<Part> parts) {
    this.name = name;
    this.parts = parts;
  }

  static TimeLayout of(YamlNode node) {
    String layout = node.text();
    if (layout.equals("iso") || layout.equals("epoch")) {
      return new TimeLayout(layout, List.of());
    }
    List<Part> parts = parts(node, layout);
    boolean day = has(parts, 'M') && has(parts, 'd');
    boolean clock = (has(parts, 'H') || (has(parts, 'h') && has(parts, 'a'))) && has(parts, 'm');
    if (!clock || (!day && (has(parts, 'M') || has(parts, 'd') || has(parts, 'y')))) {
      throw node.fault(
          "is no layout of a time: iso, epoch, or letters as in yyyy-MM-dd HH:mm:ss.SSS X");
    }
    return new TimeLayout("", parts);
  }

  private static boolean has(List<Part> parts, char letter) {
    return parts.stream().anyMatch(part -> part.letter() == letter);
  }

  private static List<Part> parts(YamlNode node, String layout) {
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < layout.length(); ) {
      char c = layout.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = layout.indexOf('\'', at + 1);
        if (end < 0) {
          throw node.fault("has a quote that does not end");
        }
        parts.add(new Part('\0', 0, layout.substring(at + 1, end)));
        end++;
      } else if (Character.isLetter(c)) {
        while (end < layout.length() && layout.charAt(end) == c) {
          end++;
        }
        if (LETTERS.indexOf(c) < 0) {
          throw node.fault("has a letter that means nothing: '" + c + "'");
        }
        parts.add(new Part(c, end - at, ""));
      } else {
        parts.add(new Part('\0', 0, String.valueOf(c)));
      }
      at = end;
    }
    return parts;
  }

  /** The time, or null if the text is not of this layout. */
  Instant read(String text, TimeContext context) {
    if (name.equals("iso")) {
      return Times.whole(text, context);
    }
    if (name.equals("epoch")) {
      BigDecimal number = Quantities.decimal(text);
      return number == null ? null : Quantities.epoch(number);
    }
    Cursor cursor = new Cursor(text);
    TimeParts time = new TimeParts();
    for (Part part : parts) {
      boolean known =
          part.letter() == '\0'
              ? cursor.skip(part.text())
              : time.read(cursor, part.letter(), part.count());
      if (!known) {
        return null;
      }
    }
    return cursor.atEnd() ? time.complete(context) : null;
  }
}
