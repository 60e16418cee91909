package io.weir.ingest.parse.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.PlainLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.JsonValues;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.wire.CriLine;
import java.time.Instant;

/**
 * Lines as container runtimes keep them in files, for those who read such files directly: the text
 * inside is what counts.
 */
public final class ContainerLine {
  private static final int MAX_NAME = 64;

  /** Of the container runtime interface. */
  public static final Format CRI =
      Format.of(
          "cri",
          "files of the container runtime; the line inside is read in its own format",
          ContainerLine::cri);

  /** Of Compose. */
  public static final Format COMPOSE =
      Format.of(
          "compose",
          "output of Compose; the line inside is read in its own format",
          ContainerLine::compose);

  private ContainerLine() {}

  /**
   * {@code 2026-11-23T01:00:00.5Z stdout F text}, the format of the container runtime interface.
   */
  static ParsedLine cri(TextLine line) {
    Cursor cursor = line.cursor();
    boolean streamed = cursor.startsWith(" stdout ") || cursor.startsWith(" stderr ");
    CriLine cri =
        streamed && line.mayNest() && !line.isBracketed() ? CriLine.parse(line.whole()) : null;
    return cri == null ? null : unwrapped(line, cri.text(), cri.time(), cri.stream());
  }

  /** {@code {"log":"text\n","stream":"stdout","time":"2026-11-23T01:00:00.5Z"}}. */
  public static boolean isDocker(ObjectNode object) {
    String stream = JsonValues.text(object, "stream");
    return (stream.equals("stdout") || stream.equals("stderr")) && object.has("time");
  }

  /** The line inside, with the stream and time of the object around it. */
  public static ParsedLine docker(TextLine line, ObjectNode object) {
    Instant time = Times.whole(JsonValues.text(object, "time"), line.context());
    String text = JsonValues.text(object, "log");
    String bare = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return unwrapped(line, bare, time, JsonValues.text(object, "stream"));
  }

  /** {@code checkout-1 | text}, as Compose puts the lines of containers together. */
  static ParsedLine compose(TextLine line) {
    String head = line.head();
    int bar = head.indexOf(" | ");
    if (bar <= 0 || bar > MAX_NAME || !line.mayNest()) {
      return null;
    }
    String name = head.substring(0, bar).stripTrailing();
    if (name.isEmpty() || name.indexOf(' ') >= 0 || !isName(name)) {
      return null;
    }
    String text = line.whole().substring(bar + 3);
    ParsedLine inner = line.nested(text, line.context());
    return PlainLine.FORMAT.isOf(inner) ? null : inner;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static ParsedLine unwrapped(TextLine line, String text, Instant time, String stream) {
    TimeContext context = time == null ? line.context() : line.context().at(time);
    return line.nested(text, context).received(stream, time);
  }
}
