package io.weir.ingest.parse.text;

import io.weir.ingest.address.Networks;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who sent a request that came by proxies. Each proxy adds the address that it was connected from
 * at the right of the list; what is at the left a client can have made up. So the client is the
 * first from the right that is no trusted proxy.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_realip_module.html">real_ip_recursive</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a>
 */
public final class Forwarded {
  /** More are somebody's joke; those at the right count. */
  private static final int MAX_ADDRESSES = 64;

  private static final int MAX_LENGTH = 4_096;

  private static final String BY_NAME = "for=";

  private Forwarded() {}

  /**
   * Keeps a list of several addresses and sets the source as if no proxy were trusted: to the peer,
   * or to the first address where the line has the list in the place of the peer.
   *
   * @param list as {@code X-Forwarded-For} or {@code Forwarded} has it
   * @param peer who connected, with or without a port; null if the line does not say
   * @return false if the list has nothing that could be an address
   */
  public static boolean put(Fields fields, String list, String peer) {
    if (Absence.is(list)) {
      return false;
    }
    List<String> chain = chain(end(list));
    boolean direct = peer == null || Absence.is(peer);
    String source = direct ? firstAddress(chain) : peer;
    if (chain.isEmpty() || !Addresses.putSource(fields, source)) {
      return false;
    }
    if (!direct) {
      chain.add(peer);
    }
    fields.put(Field.WEIR_HTTP_FORWARDED, chain.size() > 1 ? chain : List.of());
    return true;
  }

  private static String firstAddress(List<String> chain) {
    for (String address : chain) {
      if (Addresses.isIp(bare(address))) {
        return address;
      }
    }
    return chain.isEmpty() ? "" : chain.get(0);
  }

  /** Whether a column may be such a list: an address is at its right, or at its left. */
  public static boolean isList(String text) {
    int first = text.indexOf(',');
    String left = first < 0 ? text : text.substring(0, first);
    String right = text.substring(text.lastIndexOf(',') + 1);
    return Addresses.isIp(bare(named(right.strip()))) || Addresses.isIp(bare(named(left.strip())));
  }

  /** Of a list that is too long what proxies have added, which is at the right. */
  private static String end(String list) {
    return list.length() <= MAX_LENGTH
        ? list
        : list.substring(list.indexOf(',', list.length() - MAX_LENGTH) + 1);
  }

  /** Sets the source of a line that has such a list to its client, these being the proxies. */
  public static void choose(Fields fields, Networks proxies) {
    if (!(fields.get(Field.WEIR_HTTP_FORWARDED) instanceof List<?> chain)) {
      return;
    }
    String client = null;
    for (int i = chain.size() - 1; i >= 0; i--) {
      String address = (String) chain.get(i);
      if (client != null && !Addresses.isIp(bare(address))) {
        // "unknown", or a name that a proxy made up: who is before it cannot be known.
        break;
      }
      client = address;
      if (!proxies.contain(bare(address))) {
        break;
      }
    }
    fields.remove(Field.SOURCE_IP).remove(Field.SOURCE_ADDRESS).remove(Field.SOURCE_PORT);
    Addresses.putSource(fields, client);
  }

  private static List<String> chain(String list) {
    List<String> chain = new ArrayList<>();
    for (int end = list.length(); end >= 0 && chain.size() < MAX_ADDRESSES; ) {
      int comma = list.lastIndexOf(',', end - 1);
      String address = named(list.substring(comma + 1, end).strip());
      if (!address.isEmpty()) {
        chain.add(address);
      }
      end = comma;
    }
    Collections.reverse(chain);
    return chain;
  }

  /** {@code 192.0.2.60} of {@code for="192.0.2.60";proto=http}. */
  private static String named(String element) {
    String address = element;
    for (String pair : element.split(";", -1)) {
      String stripped = pair.strip();
      if (stripped.regionMatches(true, 0, BY_NAME, 0, BY_NAME.length())) {
        address = stripped.substring(BY_NAME.length());
      }
    }
    boolean quoted = address.length() > 1 && address.startsWith("\"") && address.endsWith("\"");
    return quoted ? address.substring(1, address.length() - 1) : address;
  }

  /** The address without brackets and port. */
  private static String bare(String text) {
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    if (close > 0) {
      return text.substring(1, close);
    }
    int colon = text.indexOf(':');
    boolean port = colon > 0 && text.indexOf(':', colon + 1) < 0;
    return port ? text.substring(0, colon) : text;
  }
}
