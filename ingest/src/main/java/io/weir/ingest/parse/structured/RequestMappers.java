package io.weir.ingest.parse.structured;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.JsonValues;
import java.util.Locale;

/**
 * Reads the values of keys about a request: who sent it, what it asked for, how it was answered.
 */
final class RequestMappers {
  /** An address, or a list of forwarded addresses, whose first is said to be the client's. */
  static final FieldMapper SOURCE =
      (value, builder) -> {
        String text = value.asText();
        int comma = text.indexOf(',');
        boolean known =
            builder.fields.has(Field.SOURCE_IP) || builder.fields.has(Field.SOURCE_ADDRESS);
        return !known
            && value.isTextual()
            && Addresses.putSource(builder.fields, comma < 0 ? text : text.substring(0, comma));
      };

  /** The client as Caddy knows it, proxies that it trusts left out: better than the peer. */
  static final FieldMapper CLIENT =
      (value, builder) ->
          value.isTextual() && Addresses.putSource(builder.fields, value.textValue());

  /** The first of a list is the client, the others are proxies. */
  static final FieldMapper SOURCES =
      (value, builder) -> value.isArray() && value.size() > 0 && SOURCE.read(value.get(0), builder);

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

  private static boolean isUrl(String text) {
    return text.startsWith("/") || text.contains("://");
  }
}
