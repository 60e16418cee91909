package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.address.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1",
    "10.0.0.0/8, ::ffff:10.1.2.3",
    "10.0.0.0/8, 0:0:0:0:0:ffff:0a01:0203",
    "0.0.0.0/0, 203.0.113.77",
    "203.0.113.77/32, 203.0.113.77",
    "fe80::/10, fe80::1",
    "fe80::/10, fe80::1%eth0",
    "fe80::/10, FEBF:0:0:0:1:2:3:4",
    "2001:db8::/32, 2001:db8::203.0.113.77",
    "::/0, ::",
    "::1/128, ::1"
  })
  void anAddressOfTheNetworkIsWithinIt(String network, String address) {
    assertThat(Cidr.parse(network).orElseThrow().contains(address)).isTrue();
  }

  /** Not one of them may be asked of a name server: {@code LayeringTest} watches over that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "999.1.1.1",
        "256.1.1.1",
        "1.1.1",
        "1.1.1.1.1",
        "1.1.1.1.",
        ".1.1.1.1",
        "1..1.1",
        "16843009",
        "0x01010101",
        "0x1.0x1.0x1.0x1",
        "010.1.1.1",
        "01.1.1.1",
        "1.1.1.1 ",
        "-1.1.1.1",
        "1e1.1.1.1",
        "\u0661.1.1.1",
        "localhost",
        "attacker.example.com",
        "cafe",
        "cafe.babe",
        ":",
        ":::",
        "::1::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::1",
        "::g",
        "::999.1.1.1",
        "::1.1.1",
        "1.1.1.1::",
        ":1",
        "1:",
        "%eth0",
        "::1%",
        "[::1]",
        "localhost:80",
        "10.0.0.1:80"
      })
  void whatIsNoAddressIsInNoNetwork(String text) {
    assertThat(Cidr.parse("0.0.0.0/0").orElseThrow().contains(text)).isFalse();
    assertThat(Cidr.parse("::/0").orElseThrow().contains(text)).isFalse();
    assertThat(Cidr.parse(text + "/8")).isEmpty();
  }

  @Test
  void aTextOfAnyLengthIsAnsweredAtOnce() {
    assertThat(Cidr.parse("::/0").orElseThrow().contains("1:".repeat(1_000_000))).isFalse();
  }

  @Test
  void aNetworkInARuleIsWrittenInNumbers() {
    assertThat(
            Rules.detecting("sel: {source.ip|cidr: 10.0.0.0/8}\ncondition: sel")
                .matches(new EventView(Rules.event("\"source.ip\":\"10.1.1.1\""))))
        .isTrue();
    assertThatThrownBy(
            () -> Rules.detecting("sel: {source.ip|cidr: example.com/8}\ncondition: sel"))
        .hasMessageContaining("is no network");
  }
}
