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
import io.weir.ingest.parse.text.Dates;
import io.weir.ingest.parse.text.Forwarded;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;

/**
 * The common and combined access log of Apache, nginx and others, also with a virtual host in
 * front, and what ingress-nginx and Traefik add to it.
 */
public final class AccessLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
          "access",
          "common and combined access logs, also with a virtual host in front",
          AccessLine::read);

  /** What ingress-nginx adds columns to. */
  public static final Format INGRESS =
      Format.of("ingress-nginx", "access log of ingress-nginx", AccessLine::read);

  /** What Traefik adds columns to. */
  public static final Format TRAEFIK =
      Format.of("traefik", "access log of Traefik", AccessLine::read);

  /** Host, user and forwarded addresses are not longer: servers bound a header to 8 KiB. */
  private static final int MAX_TIME_AT = 8_192 + 512;

  private AccessLine() {}

  static ParsedLine read(TextLine line) {
    String head = line.head();
    int bracket = head.indexOf('[');
    if (bracket < 6
        || bracket > MAX_TIME_AT
        || head.charAt(bracket - 1) != ' '
        || isWrapped(head)) {
      return null;
    }
    Cursor cursor = new Cursor(head, bracket + 1);
    Instant time = cursor.atDigit() ? Times.webServer(cursor, line.context()) : null;
    if (time == null || !cursor.skip("] ")) {
      return null;
    }
    Fields fields = new Fields();
    if (!putClient(fields, head.substring(0, bracket - 1))) {
      return null;
    }
    String request = QuotedColumns.request(cursor);
    if (request == null) {
      return null;
    }
    Http.putRequestOrText(fields, request);
    putAnswer(fields, cursor);
    putBrowser(fields, cursor);
    putForwarded(fields, cursor);
    int rest = cursor.at();
    ObjectNode content = upstream(fields, cursor);
    if (content != null) {
      return line.as(INGRESS, time, fields, content);
    }
    boolean traefik = isTraefik(cursor.moveTo(rest));
    return line.as(traefik ? TRAEFIK : FORMAT, time, fields);
  }

  /** Whether the header of syslog precedes it. */
  private static boolean isWrapped(String head) {
    return head.charAt(0) == '<' || Dates.month(new Cursor(head)) > 0;
  }

  /** {@code host address - user}; the virtual host and the identity are often missing. */
  private static boolean putClient(Fields fields, String client) {
    Cursor cursor = new Cursor(client);
    String first = ForwardedAddresses.list(cursor);
    cursor.skipBlanks();
    String second = ForwardedAddresses.list(cursor);
    boolean virtual = !isClient(first) && isClient(second);
    if (virtual) {
      cursor.skipBlanks();
      cursor.word();
    }
    // Some leave the identity out: "address - [time]".
    cursor.skipBlanks();
    if (second.isEmpty() || !putSource(fields, virtual ? second : first)) {
      return false;
    }
    fields.put(Field.URL_DOMAIN, virtual ? first : null);
    fields.put(Field.USER_NAME, unlessAbsent(cursor.rest()));
    return true;
  }

  private static boolean isClient(String text) {
    return Addresses.isIp(text) || (text.indexOf(',') > 0 && Forwarded.isList(text));
  }

  /** One address, or a list of forwarded ones. */
  private static boolean putSource(Fields fields, String client) {
    return client.indexOf(',') < 0
        ? Addresses.putSource(fields, client)
        : Forwarded.put(fields, client, null);
  }

  /** Reads status and bytes after the request; sets nothing if they do not follow. */
  public static void putAnswer(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    Http.putStatus(fields, new Cursor(cursor.word()).number());
    cursor.skipBlanks();
    long bytes = new Cursor(cursor.word()).number();
    if (bytes >= 0) {
      fields.put(Field.HTTP_RESPONSE_BODY_BYTES, bytes);
    }
  }

  private static void putBrowser(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    fields.put(Field.HTTP_REQUEST_REFERRER, unlessAbsent(QuotedColumns.text(cursor)));
    cursor.skipBlanks();
    fields.put(Field.USER_AGENT_ORIGINAL, unlessAbsent(QuotedColumns.text(cursor)));
  }

  /** The last column of nginx's own layout, {@code "$http_x_forwarded_for"}. */
  private static void putForwarded(Fields fields, Cursor cursor) {
    int start = cursor.at();
    cursor.skipBlanks();
    String list = cursor.peek() == '"' ? cursor.quoted() : null;
    if (list != null && (Forwarded.isList(list) || list.equals("-"))) {
      String ip = fields.text(Field.SOURCE_IP);
      Forwarded.put(fields, list, ip == null ? fields.text(Field.SOURCE_ADDRESS) : ip);
    } else {
      cursor.moveTo(start);
    }
  }

  /** What ingress-nginx appends; null if it is not there or something else is. */
  private static ObjectNode upstream(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    long requestBytes = cursor.number();
    cursor.skipBlanks();
    long nanos = Quantities.nanos(cursor.word(), Quantities.SECOND);
    cursor.skipBlanks();
    if (requestBytes < 0 || nanos < 0 || !cursor.skip('[')) {
      putLastDuration(fields, cursor);
      return null;
    }
    fields.put(Field.HTTP_REQUEST_BYTES, requestBytes).put(Field.EVENT_DURATION, nanos);
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    put(content, "proxy_upstream_name", cursor.until(']'));
    cursor.skip(" [");
    put(content, "proxy_alternative_upstream_name", cursor.until(']'));
    putTries(fields, content, cursor);
    return content;
  }

  /** Traefik adds a number, the router, the server, and how long it took: {@code 25ms}. */
  private static boolean isTraefik(Cursor cursor) {
    cursor.skipBlanks();
    boolean numbered = cursor.number() >= 0 && cursor.skipBlanks();
    boolean router = numbered && cursor.quoted() != null && cursor.skipBlanks();
    boolean server = router && cursor.quoted() != null && cursor.skipBlanks();
    return server && Quantities.duration(cursor.rest()) >= 0;
  }

  /** Traefik ends with {@code 25ms}. */
  private static void putLastDuration(Fields fields, Cursor cursor) {
    String rest = cursor.rest();
    long nanos = Quantities.duration(rest.substring(rest.lastIndexOf(' ') + 1));
    if (nanos >= 0) {
      fields.put(Field.EVENT_DURATION, nanos);
    }
  }

  /** A request that was tried at several peers has lists: {@code 10.0.0.1:80, 10.0.0.2:80}. */
  private static void putTries(Fields fields, ObjectNode content, Cursor cursor) {
    String address = list(cursor);
    put(content, "upstream_addr", address);
    put(content, "upstream_response_length", list(cursor));
    put(content, "upstream_response_time", list(cursor));
    put(content, "upstream_status", list(cursor));
    fields.put(Field.HTTP_REQUEST_ID, unlessAbsent(list(cursor)));
    // The last one answered.
    Addresses.putDestination(fields, address.substring(address.lastIndexOf(' ') + 1));
  }

  private static String list(Cursor cursor) {
    cursor.skipBlanks();
    StringBuilder list = new StringBuilder(cursor.word());
    while (list.length() > 0 && list.charAt(list.length() - 1) == ',' && cursor.skipBlanks()) {
      list.append(' ').append(cursor.word());
    }
    return list.toString();
  }

  private static void put(ObjectNode content, String key, String value) {
    if (unlessAbsent(value) != null && !value.isEmpty()) {
      content.put(key, value);
    }
  }

  static String unlessAbsent(String value) {
    return "-".equals(value) ? null : value;
  }
}
