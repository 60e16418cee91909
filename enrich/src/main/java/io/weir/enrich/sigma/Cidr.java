package io.weir.enrich.sigma;

import java.util.Optional;

/** A network, such as {@code 10.0.0.0/8} or {@code fe80::/10}. */
final class Cidr {
  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(bytes -> bits <= bytes.length * Byte.SIZE)
        .map(bytes -> new Cidr(bytes, bits));
  }

  boolean contains(String text) {
    return address(text).filter(this::contains).isPresent();
  }

  private boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> address(String text) {
    return Optional.ofNullable(IpLiteral.parse(text));
  }
}
