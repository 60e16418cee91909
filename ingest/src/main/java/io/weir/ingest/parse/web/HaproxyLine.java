package io.weir.ingest.parse.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;

/**
 * HAProxy's logs of requests and connections: {@code 10.0.0.9:51234 [23/Nov/2026:01:00:00.123]
 * front back/server 0/0/1/12/13 200 1234 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"}.
 *
 * @see <a href="https://docs.haproxy.org/3.0/configuration.html#8.2">Log formats</a>
 */
public final class HaproxyLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("haproxy", "requests and connections of HAProxy", HaproxyLine::read);

  private static final int MAX_CLIENT = 64;

  private HaproxyLine() {}

  static ParsedLine read(TextLine line) {
    String head = line.head();
    int bracket = head.indexOf(" [");
    int colon = bracket < 9 || bracket > MAX_CLIENT ? -1 : head.lastIndexOf(':', bracket);
    if (colon < 0) {
      return null;
    }
    Cursor cursor = new Cursor(head, bracket + 2);
    Instant time = Times.webServer(cursor, line.context());
    Fields fields = new Fields();
    boolean begun = time != null && cursor.skip("] ");
    if (!begun || !putClient(fields, head.substring(0, colon), head.substring(colon, bracket))) {
      return null;
    }
    if (!fields.has(Field.SOURCE_PORT)) {
      return null;
    }
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("frontend", cursor.word());
    cursor.skipBlanks();
    String backend = cursor.word();
    cursor.skipBlanks();
    String timers = cursor.word();
    if (timers.indexOf('/') > 0) {
      content.put("backend", backend).put("timers", timers);
      putEnd(fields, content, cursor, timers);
    }
    return line.as(FORMAT, time, fields, content);
  }

  /** An address of IPv6 has no brackets here, so that its last colon is that of the port. */
  private static boolean putClient(Fields fields, String address, String port) {
    boolean bare = address.indexOf(':') >= 0 && !address.startsWith("[");
    return Addresses.putSource(fields, (bare ? '[' + address + ']' : address) + port);
  }

  private static void putEnd(Fields fields, ObjectNode content, Cursor cursor, String timers) {
    // "+" marks a line that was written before the end.
    long millis = new Cursor(timers, timers.lastIndexOf('/') + 1).skipOne('+').number();
    if (millis >= 0 && millis < Integer.MAX_VALUE) {
      fields.put(Field.EVENT_DURATION, millis * Quantities.MILLISECOND);
    }
    cursor.skipBlanks();
    String number = cursor.word();
    cursor.skipBlanks();
    String second = cursor.word();
    boolean http = new Cursor(second).number() >= 0 || second.startsWith("+");
    if (http) {
      Http.putStatus(fields, new Cursor(number).number());
    }
    long bytes = new Cursor(http ? second : number).skipOne('+').number();
    if (bytes >= 0) {
      fields.put(Field.HTTP_RESPONSE_BODY_BYTES, bytes);
    }
    putRequest(fields, content, cursor);
  }

  private static void putRequest(Fields fields, ObjectNode content, Cursor cursor) {
    String rest = cursor.rest().strip();
    int quote = rest.indexOf('"');
    String columns = quote < 0 ? rest : rest.substring(0, quote).strip();
    content.put("state", columns);
    if (quote >= 0) {
      int end = rest.lastIndexOf('"');
      String request = rest.substring(quote + 1, end > quote ? end : rest.length());
      if (!Http.putRequest(fields, request) && !request.equals("<BADREQ>")) {
        fields.put(Field.URL_ORIGINAL, request);
      }
    }
  }
}
