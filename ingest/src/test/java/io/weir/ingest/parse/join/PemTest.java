package io.weir.ingest.parse.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN RSA PRIVATE KEY-----",
        "key: -----BEGIN CERTIFICATE-----",
        "  \"-----BEGIN EC PRIVATE KEY-----\\n\" +",
        "-----END CERTIFICATE----- -----BEGIN CERTIFICATE-----",
      })
  void opensWithTheLineThatBeginsABlock(String line) {
    assertThat(Pem.opens(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----END RSA PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE----- MIIE -----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----- is how they begin",
        "BEGIN TRANSACTION",
      })
  void opensWithNoOtherLine(String line) {
    assertThat(Pem.opens(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIIEpAIBAAKCAQEA7bq0pCz+/x==",
        "",
        "  MIIE  ",
        "'MIIE\\n' +",
        "\"MIIE\",",
        "Proc-Type: 4,ENCRYPTED",
        "DEK-Info: AES-256-CBC,0011",
      })
  void isInsideWithBase64AndHeaders(String line) {
    assertThat(Pem.isInside(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two words", "{\"msg\":\"x\"}", "2026-11-23T01:00:00Z INFO x", "level: info"})
  void isOverWithAnyOtherLine(String line) {
    assertThat(Pem.isInside(line)).isFalse();
    assertThat(Pem.isInside("A".repeat(200))).as("writers break lines").isFalse();
  }
}
