package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTextTest {
  private static final Cut CUT = new Cut("a", 0, 0, true, false, 0);

  /** The first half keeps the key, which the redaction knows; the second hides the value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {"passw|ord":"hunter2","x":1}        ~ {"[cut]          ~ [cut]","x":1}
          {"passw|ord":"hun ter2","x":1}       ~ {"[cut]          ~ [cut]","x":1}
          {"passw|ord":"hun\\"ter2","x":1}     ~ {"[cut]          ~ [cut]","x":1}
          {"m":"{\\"pass|word\\":\\"hun ter2\\"}"} ~ {"m":"{\\"[cut]  ~ [cut]"}"}
          {"passwords|":["hunter2"],"x":1}     ~ {"[cut]          ~ [cut]"],"x":1}
          {"password":|"hunter2","x":1}        ~ {"password"[cut] ~ [cut]","x":1}
          {"password":|"hun ter2","x":1}       ~ {"password"[cut] ~ [cut]","x":1}
          {"password":"hun|ter2","x":1}        ~ {"password":"[cut] ~ [cut]"x":1}
          a password: |hunter2 then, x         ~ ^a password: ^   ~ [cut] x
          a password:| hunter2 then            ~ a [cut]          ~ [cut] then
          a password: |'hun ter2 a' then       ~ ^a password: ^   ~ [cut]' then
          a password |= hunter2 then           ~ ^a password ^    ~ [cut] then
          a passw|ord = hunter2 then           ~ a [cut]          ~ [cut] then
          a --passw|ord hunter2 then           ~ a [cut]          ~ [cut] then
          a passw|ord is hunter2 then          ~ a [cut]          ~ [cut] then
          a passw|ord was set to hunter2 then  ~ a [cut]          ~ [cut] then
          Authorizat|ion: Bearer hunter2 then  ~ [cut]            ~ [cut] then
          Cookie: si|d=x; sid=hunter2; a=b c  ~ Cookie: [cut]    ~ [cut] c
          <passw|ord>hunter2</password> then x ~ [cut]            ~ [cut] x
          card 4111 1111 11|11 1111 then       ~ card [cut]       ~ [cut] then
          card 4111 1111 |1111 1111 then       ~ card [cut]       ~ [cut] then
          card 41|11 1111 1111 1111 then       ~ card [cut]       ~ [cut] then
          card 4111-1111-11|11-1111 then x     ~ card [cut]       ~ [cut] x
          to DE89 3704 0044 05|32 0130 00 then ~ to [cut]         ~ [cut] then
          call +49 (151) 2345|678 9 then       ~ call [cut]       ~ [cut] then
          GET /a b|c d e                       ~ GET /a [cut]     ~ [cut] e
          """)
  void neitherHalfShowsItsPartOfAValue(String line, String first, String second) {
    String[] halves = line.split("\\|", 2);

    assertThat(CutText.of(halves[0], null, CUT)).isEqualTo(first);
    assertThat(CutText.of(halves[1], CUT, null)).isEqualTo(second);
  }
}
