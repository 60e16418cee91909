package io.weir.ingest.address;

/**
 * The bytes of an address that is written as an address. The JDK's own parser would ask a name
 * server about whatever it does not take for one, in the thread that reads the events.
 */
final class IpLiteral {
  private static final int GROUPS = 8;
  private static final int HEX = 16;
  private static final int IPV4_BYTES = 4;

  /** Hexadecimal, of an IPv6 address. */
  private static final int MAX_GROUP_DIGITS = 4;

  /** Longer than any literal: {@code ::ffff:255.255.255.255} in full, and a zone. */
  private static final int MAX_LENGTH = 64;

  private IpLiteral() {}

  /**
   * Four or sixteen bytes; an IPv4 address within an IPv6 one is the IPv4 address. A zone ({@code
   * fe80::1%eth0}) says nothing about the network and is left out.
   *
   * @return null for anything else, such as a name, a number above 255, or one with a leading zero
   */
  static byte[] parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      return ipv4(text);
    }
    int zone = text.indexOf('%');
    return zone == 0 || zone == text.length() - 1
        ? null
        : ipv6(zone < 0 ? text : text.substring(0, zone));
  }

  private static byte[] ipv4(String text) {
    byte[] address = new byte[IPV4_BYTES];
    int at = 0;
    for (int i = 0; i < IPV4_BYTES; i++) {
      int end = i < IPV4_BYTES - 1 ? text.indexOf('.', at) : text.length();
      int value = end < 0 ? -1 : number(text, at, end);
      if (value < 0) {
        return null;
      }
      address[i] = (byte) value;
      at = end + 1;
    }
    return address;
  }

  /** Decimal, at most 255, without a leading zero, which some take for octal; -1 for others. */
  private static int number(String text, int from, int to) {
    if (to <= from || to - from > 3 || (text.charAt(from) == '0' && to - from > 1)) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value > 0xff ? -1 : value;
  }

  private static byte[] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text);
      return whole != null && whole.length == 2 * GROUPS ? ipv4Within(whole) : null;
    }
    byte[] metadata =
        text.indexOf('.') < gap && text.indexOf('.') >= 0 ? null : groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (metadata == null || tail == null || metadata.length + tail.length >= 2 * GROUPS) {
      return null;
    }
    byte[] address = new byte[2 * GROUPS];
    System.arraycopy(metadata, 0, address, 0, metadata.length);
    System.arraycopy(tail, 0, address, address.length - tail.length, tail.length);
    return ipv4Within(address);
  }

  /** Groups of hexadecimal digits, the last two of which may be written as an IPv4 address. */
  private static byte[] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    String last = parts[parts.length - 1];
    byte[] ipv4 = last.indexOf('.') < 0 ? new byte[0] : ipv4(last);
    int count = ipv4 == null || ipv4.length == 0 ? parts.length : parts.length - 1;
    if (ipv4 == null || 2 * count + ipv4.length > 2 * GROUPS) {
      return null;
    }
    byte[] bytes = new byte[2 * count + ipv4.length];
    for (int i = 0; i < count; i++) {
      int value = hex(parts[i]);
      if (value < 0) {
        return null;
      }
      bytes[2 * i] = (byte) (value >> Byte.SIZE);
      bytes[2 * i + 1] = (byte) value;
    }
    System.arraycopy(ipv4, 0, bytes, 2 * count, ipv4.length);
    return bytes;
  }

  private static int hex(String group) {
    if (group.isEmpty() || group.length() > MAX_GROUP_DIGITS) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < group.length(); i++) {
      char c = group.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, HEX) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * HEX + digit;
    }
    return value;
  }

  /** {@code ::ffff:10.0.0.1} is how an IPv6 socket writes 10.0.0.1. */
  private static byte[] ipv4Within(byte[] address) {
    for (int i = 0; i < 12; i++) {
      if (address[i] != (i < 10 ? 0 : (byte) 0xff)) {
        return address;
      }
    }
    return new byte[] {address[12], address[13], address[14], address[15]};
  }
}
