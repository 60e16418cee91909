package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * A line of a container's log file as Docker's {@code json-file} driver writes it: {@code
 * {"log":"text\n","stream":"stdout","time":"2026-11-23T01:00:04.472581257Z"}}. A line that is
 * longer than Docker's buffer comes in pieces, each but the last of the buffer's size and without a
 * line feed; nothing else says that they are pieces.
 *
 * @param text with the line feed, if it has one
 * @see <a href="https://github.com/moby/moby/blob/master/daemon/logger/copier.go">Docker's
 *     copier</a>
 */
record DockerLine(Instant time, String stream, String text) {
  /** Bytes of Docker's buffer. */
  private static final int PIECE = 16 << 10;

  /** What characters become that were cut: three bytes each, up to three at both ends. */
  private static final int REPLACED = 18;

  /** Bytes of a character at the most, of those that are one {@code char}. */
  private static final int MAX_BYTES = 3;

  private static final String BEGINS = "{\"log\":\"";

  /** Reads a line; null if it has another form. */
  static DockerLine parse(String line) {
    if (!line.startsWith(BEGINS)) {
      return null;
    }
    try (JsonParser parser = Json.FACTORY.createParser(line)) {
      parser.nextToken();
      return parse(parser);
    } catch (IOException e) {
      return null;
    }
  }

  private static DockerLine parse(JsonParser parser) throws IOException {
    String text = null;
    String stream = "";
    Instant time = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean known = parser.nextToken() == JsonToken.VALUE_STRING;
      switch (known ? name : "") {
        case "log" -> text = parser.getText();
        case "stream" -> stream = parser.getText();
        case "time" -> time = RecordTimes.iso(parser.getText());
        default -> {
          // An application's own JSON, or labels that an option of Docker adds.
          return null;
        }
      }
    }
    boolean whole = time != null && FluentBitDecoder.isStream(stream) && parser.nextToken() == null;
    return whole ? new DockerLine(time, stream, text) : null;
  }

  /** True of the text of a piece after which another one comes. */
  static boolean isPiece(String text) {
    int length = text.length();
    if (length * MAX_BYTES < PIECE || length > PIECE + REPLACED || text.endsWith("\n")) {
      return false;
    }
    int bytes = bytes(text);
    return bytes >= PIECE && bytes <= PIECE + REPLACED;
  }

  private static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Two for each half of a pair: four in all.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : MAX_BYTES;
    }
    return bytes;
  }
}
