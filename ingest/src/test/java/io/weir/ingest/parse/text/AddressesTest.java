package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "2001:db8::1f",
        "1:2:3:4:5:6:7:8",
        "1::",
        "fe80::1:2",
        "::ffff:192.0.2.1",
        "1:2:3:4:5:6:192.0.2.1",
        "1:2:3:4:5:6:7::"
      })
  void knowsIpLiterals(String text) {
    assertThat(Addresses.isIp(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.01",
        "1.2.3.4.5",
        "a.b.c.d",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        ":::",
        "1::2::3",
        ":1",
        "1:",
        "12345::",
        "fe80::1%eth0",
        "g::",
        "::1.2",
        "1:2:3:4:5:6:7:192.0.2.1",
        "1:2:3:4:5:6:7:8::",
        "01:00:00"
      })
  void refusesLookAlikes(String text) {
    assertThat(Addresses.isIp(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:80, 192.0.2.1,, 80",
    "[2001:db8::1]:80, 2001:db8::1,, 80",
    "[2001:db8::1], 2001:db8::1,,",
    "2001:db8::80, 2001:db8::80,,",
    "example.com:443,, example.com, 443",
    "example.com:70000,, example.com:70000,",
    "unix:,, unix:,",
    "-,,,",
  })
  void splitsAddressAndPort(String text, String ip, String address, Long port) {
    Fields fields = new Fields();

    Addresses.putSource(fields, text);

    assertThat(fields.get(Field.SOURCE_IP)).isEqualTo(ip);
    assertThat(fields.get(Field.SOURCE_ADDRESS)).isEqualTo(address);
    assertThat(fields.get(Field.SOURCE_PORT)).isEqualTo(port);
  }
}
