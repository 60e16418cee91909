package io.weir.ingest.parse.web;

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
 * Access logs that begin with the time in brackets: Nginx Proxy Manager's {@code [time] - 404 404 -
 * GET http host "/path" [Client 10.0.0.9] [Length 19] …} and nginx's with the host first, {@code
 * [time] host 10.0.0.9 0.227 "GET / HTTP/1.1" 200 125 440 - agent}.
 */
public final class ProxyManagerLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("access", "Nginx Proxy Manager's access log", ProxyManagerLine::read);

  private ProxyManagerLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    Instant time = line.timestamp();
    if (time == null) {
      time = cursor.skip('[') ? Times.webServer(cursor, line.context()) : null;
      cursor.skip("]");
    } else {
      cursor.moveTo(line.afterTimestamp());
    }
    if (!line.isBracketed() || line.head().charAt(3) != '/' || time == null || !cursor.skip(' ')) {
      return null;
    }
    Fields fields = new Fields();
    int start = cursor.at();
    boolean known = columns(fields, cursor) || hostFirst(fields, cursor.moveTo(start));
    return known ? line.as(FORMAT, time, fields) : null;
  }

  /** Cache, status of the upstream (perhaps left out), status, a dash, method, scheme, host. */
  private static boolean columns(Fields fields, Cursor cursor) {
    long status = -1;
    String word = cursor.word();
    for (int i = 0; i < 4 && !Http.isMethod(word); i++) {
      long number = new Cursor(word).number();
      status = number < 0 ? status : number;
      cursor.skipBlanks();
      word = cursor.word();
    }
    if (!Http.isMethod(word) || !Http.putStatus(fields, status)) {
      return false;
    }
    fields.put(Field.HTTP_REQUEST_METHOD, word);
    cursor.skipBlanks();
    cursor.word();
    cursor.skipBlanks();
    Http.putDomain(fields, cursor.word());
    cursor.skipBlanks();
    String target = cursor.quoted();
    if (target == null) {
      return false;
    }
    Http.putUrl(fields, target);
    putBrackets(fields, cursor);
    return true;
  }

  private static void putBrackets(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    while (cursor.skip('[')) {
      String column = cursor.until(']');
      Cursor value = new Cursor(column == null ? "" : column);
      if (value.skip("Client ")) {
        Addresses.putSource(fields, value.rest());
      } else if (value.skip("Length ")) {
        long bytes = value.number();
        if (bytes >= 0) {
          fields.put(Field.HTTP_RESPONSE_BODY_BYTES, bytes);
        }
      }
      cursor.skipBlanks();
    }
    fields.put(Field.USER_AGENT_ORIGINAL, AccessLine.unlessAbsent(QuotedColumns.text(cursor)));
    cursor.skipBlanks();
    fields.put(Field.HTTP_REQUEST_REFERRER, AccessLine.unlessAbsent(QuotedColumns.text(cursor)));
  }

  private static boolean hostFirst(Fields fields, Cursor cursor) {
    String host = cursor.word();
    cursor.skipBlanks();
    String client = cursor.word();
    if (!Addresses.isIp(client)) {
      return false;
    }
    cursor.skipBlanks();
    long nanos = Quantities.nanos(cursor.word(), Quantities.SECOND);
    cursor.skipBlanks();
    String request = QuotedColumns.request(cursor);
    if (request == null || nanos < 0) {
      return false;
    }
    fields.put(Field.EVENT_DURATION, nanos);
    Addresses.putSource(fields, client);
    Http.putDomain(fields, host);
    Http.putRequestOrText(fields, request);
    AccessLine.putAnswer(fields, cursor);
    cursor.skipBlanks();
    cursor.number();
    cursor.skipBlanks();
    fields.put(Field.HTTP_REQUEST_REFERRER, AccessLine.unlessAbsent(cursor.word()));
    cursor.skipBlanks();
    fields.put(Field.USER_AGENT_ORIGINAL, AccessLine.unlessAbsent(cursor.rest()));
    return true;
  }
}
