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

/**
 * The access log that Envoy writes as text by default, and Istio's, which has three more columns:
 * {@code [time] "GET /cart HTTP/1.1" 200 - 0 512 31 30 "forwarded" "agent" "id" "host" "upstream"}.
 */
public final class EnvoyLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("envoy", "access log of Envoy and Istio as text", EnvoyLine::read);

  /** The flags, and Istio's details, termination and failure. */
  private static final int MAX_COLUMNS = 4;

  private static final int COLUMNS_BEFORE_PEER = 3;

  private EnvoyLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    if (!line.isBracketed() || line.head().charAt(5) != '-' || !cursor.skip(" \"")) {
      return null;
    }
    String request = cursor.moveTo(cursor.at() - 1).quoted();
    Fields fields = new Fields();
    // A connection without requests has a line of its own.
    boolean known = "- - -".equals(request);
    if (request == null || !(known || Http.putRequest(fields, request))) {
      return null;
    }
    Http.putStatus(fields, number(cursor));
    skipToNumbers(cursor);
    put(fields, Field.HTTP_REQUEST_BODY_BYTES, number(cursor), 1);
    put(fields, Field.HTTP_RESPONSE_BODY_BYTES, number(cursor), 1);
    put(fields, Field.EVENT_DURATION, number(cursor), Quantities.MILLISECOND);
    cursor.skipBlanks();
    cursor.word();
    putQuoted(fields, cursor);
    return line.as(FORMAT, line.timestamp(), fields);
  }

  private static void skipToNumbers(Cursor cursor) {
    cursor.skipBlanks();
    for (int i = 0; i < MAX_COLUMNS && !cursor.atDigit(); i++) {
      if (cursor.quoted() == null) {
        cursor.word();
      }
      cursor.skipBlanks();
    }
  }

  private static void putQuoted(Fields fields, Cursor cursor) {
    String forwarded = quoted(cursor);
    int comma = forwarded.indexOf(',');
    Addresses.putSource(fields, comma < 0 ? forwarded : forwarded.substring(0, comma));
    fields.put(Field.USER_AGENT_ORIGINAL, quoted(cursor));
    fields.put(Field.HTTP_REQUEST_ID, quoted(cursor));
    Http.putDomain(fields, quoted(cursor));
    Addresses.putDestination(fields, quoted(cursor));
    if (forwarded.isEmpty()) {
      putPeer(fields, cursor);
    }
  }

  /** Who connected, by Istio's columns: cluster, local addresses, the peer, SNI, route. */
  private static void putPeer(Fields fields, Cursor cursor) {
    for (int i = 0; i < COLUMNS_BEFORE_PEER; i++) {
      cursor.skipBlanks();
      cursor.word();
    }
    cursor.skipBlanks();
    Addresses.putSource(fields, cursor.word());
  }

  /** Empty if there is none. */
  private static String quoted(Cursor cursor) {
    cursor.skipBlanks();
    String quoted = cursor.quoted();
    return quoted == null || quoted.equals("-") ? "" : quoted;
  }

  private static long number(Cursor cursor) {
    cursor.skipBlanks();
    return new Cursor(cursor.word()).number();
  }

  private static void put(Fields fields, Field field, long value, long unit) {
    if (value >= 0 && value < Integer.MAX_VALUE * 1000L) {
      fields.put(field, value * unit);
    }
  }
}
