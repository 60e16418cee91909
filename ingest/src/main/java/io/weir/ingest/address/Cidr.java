package io.weir.ingest.address;

import java.util.Optional;

/** A network, such as {@code 10.0.0.0/8} or {@code fe80::/10}. */
public final class Cidr {
  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** The network that a text names, with how many bits of it count; empty for anything else. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(bytes -> bits <= bytes.length * Byte.SIZE)
        .map(bytes -> new Cidr(bytes, bits));
  }

  /** Whether the text is an address of that network. */
  public boolean contains(String text) {
    return address(text).filter(this::contains).isPresent();
  }

  /** Whether it is of that network: four or sixteen bytes, as {@link IpLiteral#parse} returns. */
  boolean contains(byte[] address) {
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
