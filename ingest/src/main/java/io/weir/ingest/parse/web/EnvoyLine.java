package io.weir.ingest.parse.web;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Absence;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Forwarded;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Quantities;
import java.util.List;

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

  /** The columns without blanks, the last first. */
  private static final List<Field> BACKWARDS =
      List.of(Field.DESTINATION_IP, Field.URL_DOMAIN, Field.HTTP_REQUEST_ID);

  private EnvoyLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    if (!line.isBracketed() || line.head().charAt(5) != '-' || !cursor.skip(" \"")) {
      return null;
    }
    String request = QuotedColumns.request(cursor.moveTo(cursor.at() - 1));
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

  /**
   * Forwarded addresses, agent, id, host, upstream. The first two are whatever the client sent; the
   * others have no blanks and are found from the end.
   */
  private static void putQuoted(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    String rest = cursor.rest();
    int last = rest.lastIndexOf('"');
    int end = last;
    for (Field field : BACKWARDS) {
      int open = rest.lastIndexOf('"', end - 1);
      if (end < 0 || open < 0) {
        break;
      }
      put(fields, field, rest.substring(open + 1, end));
      end = rest.startsWith("\" ", open - 2) ? open - 2 : -1;
    }
    if (end > 0 && rest.startsWith("\"")) {
      int agent = rest.indexOf("\" \"");
      boolean both = agent > 0 && agent < end;
      putForwarded(fields, rest.substring(1, both ? agent : end));
      put(fields, Field.USER_AGENT_ORIGINAL, both ? rest.substring(agent + 3, end) : "-");
    }
    if (!fields.has(Field.SOURCE_IP) && !fields.has(Field.SOURCE_ADDRESS)) {
      putPeer(fields, new Cursor(rest, last + 1));
    }
  }

  private static void putForwarded(Fields fields, String forwarded) {
    Forwarded.put(fields, forwarded, null);
  }

  private static void put(Fields fields, Field field, String value) {
    if (Absence.is(value)) {
      return;
    }
    switch (field) {
      case URL_DOMAIN -> Http.putDomain(fields, value);
      case DESTINATION_IP -> Addresses.putDestination(fields, value);
      default -> fields.put(field, value);
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
