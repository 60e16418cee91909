package io.weir.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreUrlTest {

  /** The prefix of a gateway was once dropped. */
  @ParameterizedTest
  @CsvSource({
    "http://loki:3100, http://loki:3100/api/push",
    "http://loki:3100/, http://loki:3100/api/push",
    "https://gw/loki, https://gw/loki/api/push",
    "https://gw/loki/, https://gw/loki/api/push",
    "https://gw/a/b%20c//, https://gw/a/b%20c/api/push",
    "http://[::1]:3100/x, http://[::1]:3100/x/api/push"
  })
  void aPathIsBelowWhateverTheBaseHas(URI base, URI expected) {
    assertThat(StoreUrl.below(base, "/api/push")).isEqualTo(expected);
  }
}
