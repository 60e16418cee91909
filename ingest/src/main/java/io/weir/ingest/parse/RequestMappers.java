package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import java.util.Locale;

/**
 * Reads the values of keys about a request: who sent it, what it asked for, how it was answered.
 */
final class RequestMappers {
  /** An address, or a list of forwarded addresses, whose first is said to be the client's. */
  static final FieldMapper SOURCE =
      (value, draft) -> {
        String text = value.asText();
        int comma = text.indexOf(',');
        boolean known = draft.fields.has(Field.SOURCE_IP) || draft.fields.has(Field.SOURCE_ADDRESS);
        return !known
            && value.isTextual()
            && Addresses.putSource(draft.fields, comma < 0 ? text : text.substring(0, comma));
      };

  /** The client as Caddy knows it, proxies that it trusts left out: better than the peer. */
  static final FieldMapper CLIENT =
      (value, draft) -> value.isTextual() && Addresses.putSource(draft.fields, value.textValue());

  /** The first of a list is the client, the others are proxies. */
  static final FieldMapper SOURCES =
      (value, draft) -> value.isArray() && value.size() > 0 && SOURCE.read(value.get(0), draft);

  static final FieldMapper METHOD =
      (value, draft) ->
          Http.isMethod(value.asText())
              && FieldMapper.set(Field.HTTP_REQUEST_METHOD, value.asText(), draft);

  /** Under a name that can mean nothing else, also in lower case. */
  static final FieldMapper HTTP_METHOD =
      (value, draft) -> {
        String method = value.asText().toUpperCase(Locale.ROOT);
        return Http.isMethod(method) && FieldMapper.set(Field.HTTP_REQUEST_METHOD, method, draft);
      };

  /** {@code GET /path HTTP/1.1}. */
  static final FieldMapper REQUEST =
      (value, draft) ->
          value.isTextual()
              && !draft.fields.has(Field.HTTP_REQUEST_METHOD)
              && value.textValue().contains(" HTTP/")
              && Http.putRequest(draft.fields, value.textValue());

  static final FieldMapper STATUS =
      (value, draft) -> {
        long number = JsonValues.wholeNumber(value);
        return !draft.fields.has(Field.HTTP_RESPONSE_STATUS_CODE)
            && Http.putStatus(draft.fields, number);
      };

  static final FieldMapper URL =
      (value, draft) ->
          value.isTextual()
              && isUrl(value.textValue())
              && !draft.fields.has(Field.URL_ORIGINAL)
              && Http.putUrl(draft.fields, value.textValue());

  static final FieldMapper DOMAIN =
      (value, draft) ->
          value.isTextual()
              && !draft.fields.has(Field.URL_DOMAIN)
              && Http.putDomain(draft.fields, value.textValue());

  static final FieldMapper PROTOCOL =
      (value, draft) -> value.isTextual() && Http.putVersion(draft.fields, value.textValue());

  private RequestMappers() {}

  private static boolean isUrl(String text) {
    return text.startsWith("/") || text.contains("://");
  }
}
