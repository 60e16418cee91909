package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.SensitiveClass;

/** Addresses without the part that identifies one machine among its neighbours. */
final class AddressMask {
  private static final int NETWORK_GROUPS = 3;
  private static final int VENDOR_DIGITS = 6;

  private AddressMask() {}

  /**
   * The network of an IPv4 address as {@code 203.0.113.0} (24 bits), that of an IPv6 address as
   * {@code 2001:db8:7::} (at most 48 bits), the vendor of a MAC address as {@code
   * 02:42:ac:00:00:00}; null for anything else.
   */
  static String of(SensitiveClass type, String address) {
    if (type.equals(SensitiveClass.MAC_ADDRESS)) {
      return vendor(address);
    }
    if (!type.equals(SensitiveClass.IP_ADDRESS)) {
      return null;
    }
    return address.indexOf(':') < 0
        ? address.substring(0, address.lastIndexOf('.') + 1) + "0"
        : network(address);
  }

  private static String network(String address) {
    StringBuilder network = new StringBuilder();
    int groups = 0;
    for (String group : address.split(":", -1)) {
      if (group.isEmpty() || groups == NETWORK_GROUPS) {
        break;
      }
      network.append(group).append(':');
      groups++;
    }
    return network.append(groups == 0 ? "::" : ":").toString();
  }

  private static String vendor(String address) {
    StringBuilder vendor = new StringBuilder(address.length());
    int digits = 0;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      boolean hidden = Chars.isAlphanumeric(c) && digits++ >= VENDOR_DIGITS;
      vendor.append(hidden ? '0' : c);
    }
    return vendor.toString();
  }
}
