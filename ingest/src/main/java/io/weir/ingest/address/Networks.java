package io.weir.ingest.address;

import java.util.List;
import java.util.stream.Stream;

/** Some networks, such as those of the proxies that a site runs. */
public final class Networks {
  /** None. */
  public static final Networks NONE = new Networks(List.of());

  /**
   * Those that are never the Internet's: loopback, link-local, and the private ones of RFC 1918,
   * RFC 6598 and RFC 4193.
   */
  public static final Networks PRIVATE =
      new Networks(
          List.of(
                  "10.0.0.0/8",
                  "172.16.0.0/12",
                  "192.168.0.0/16",
                  "100.64.0.0/10",
                  "127.0.0.0/8",
                  "169.254.0.0/16",
                  "::1/128",
                  "fc00::/7",
                  "fe80::/10")
              .stream()
              .map(text -> Cidr.parse(text).orElseThrow())
              .toList());

  private final List<Cidr> all;

  /** These. */
  public Networks(List<Cidr> all) {
    this.all = List.copyOf(all);
  }

  /** The networks of both. */
  public Networks and(Networks others) {
    return new Networks(Stream.concat(all.stream(), others.all.stream()).toList());
  }

  /** Whether a text is an address of one of them; false for what is no address. */
  public boolean contain(String text) {
    byte[] address = all.isEmpty() ? null : IpLiteral.parse(text);
    if (address == null) {
      return false;
    }
    for (Cidr network : all) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
