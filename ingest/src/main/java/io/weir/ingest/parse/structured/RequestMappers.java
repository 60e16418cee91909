package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Forwarded;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.JsonValues;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Reads the values of keys about a request: who sent it, what it asked for, how it was answered.
 */
final class RequestMappers {
  /** An address, or a list of forwarded addresses. */
  static final FieldMapper SOURCE =
      (value, builder) ->
          !hasSource(builder)
              && value.isTextual()
              && (value.textValue().indexOf(',') < 0
                  ? Addresses.putSource(builder.fields, value.textValue())
                  : Forwarded.put(builder.fields, value.textValue(), null));

  /** The addresses that a request came by, before the peer. */
  static final FieldMapper FORWARDED =
      (value, builder) -> {
        String ip = builder.fields.text(Field.SOURCE_IP);
        String peer = ip == null ? builder.fields.text(Field.SOURCE_ADDRESS) : ip;
        return value.isTextual()
            && !builder.fields.has(Field.WEIR_HTTP_FORWARDED)
            && Forwarded.put(builder.fields, value.textValue(), peer);
      };

  /** The client as Caddy knows it, proxies that it trusts left out: better than the peer. */
  static final FieldMapper CLIENT =
      (value, builder) ->
          value.isTextual() && Addresses.putSource(builder.fields, value.textValue());

  /** A list of the client and the proxies that it came by. */
  static final FieldMapper SOURCES =
      (value, builder) -> {
        StringJoiner list = new StringJoiner(", ");
        value.forEach(item -> list.add(item.asText()));
        return value.isArray()
            && value.size() > 0
            && SOURCE.read(TextNode.valueOf(list.toString()), builder);
      };

  static final FieldMapper METHOD =
      (value, builder) ->
          Http.isMethod(value.asText())
              && FieldMapper.set(Field.HTTP_REQUEST_METHOD, value.asText(), builder);

  /** Under a name that can mean nothing else, also in lower case. */
  static final FieldMapper HTTP_METHOD =
      (value, builder) -> {
        String method = value.asText().toUpperCase(Locale.ROOT);
        return Http.isMethod(method) && FieldMapper.set(Field.HTTP_REQUEST_METHOD, method, builder);
      };

  /** {@code GET /path HTTP/1.1}. */
  static final FieldMapper REQUEST =
      (value, builder) ->
          value.isTextual()
              && !builder.fields.has(Field.HTTP_REQUEST_METHOD)
              && value.textValue().contains(" HTTP/")
              && Http.putRequest(builder.fields, value.textValue());

  static final FieldMapper STATUS =
      (value, builder) -> {
        long number = JsonValues.wholeNumber(value);
        return !builder.fields.has(Field.HTTP_RESPONSE_STATUS_CODE)
            && Http.putStatus(builder.fields, number);
      };

  static final FieldMapper URL =
      (value, builder) ->
          value.isTextual()
              && isUrl(value.textValue())
              && !builder.fields.has(Field.URL_ORIGINAL)
              && Http.putUrl(builder.fields, value.textValue());

  static final FieldMapper DOMAIN =
      (value, builder) ->
          value.isTextual()
              && !builder.fields.has(Field.URL_DOMAIN)
              && Http.putDomain(builder.fields, value.textValue());

  static final FieldMapper PROTOCOL =
      (value, builder) -> value.isTextual() && Http.putVersion(builder.fields, value.textValue());

  private RequestMappers() {}

  static boolean hasSource(LineBuilder builder) {
    return builder.fields.has(Field.SOURCE_IP) || builder.fields.has(Field.SOURCE_ADDRESS);
  }

  private static boolean isUrl(String text) {
    return text.startsWith("/") || text.contains("://");
  }
}
