package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.address.Cidr;
import io.weir.ingest.address.Networks;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {
  private static final Networks EDGE =
      new Networks(List.of(Cidr.parse("198.51.100.0/24").orElseThrow())).and(Networks.PRIVATE);

  /** Who sent a request: by the list and the peer, private networks being trusted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          203.0.113.7, 10.0.0.1                  | none          | 203.0.113.7
          8.8.8.8, 203.0.113.7, 10.0.0.1         | 10.0.0.2      | 203.0.113.7
          203.0.113.7                            | 10.0.0.2      | 203.0.113.7
          203.0.113.7                            | 192.0.2.9     | 192.0.2.9
          203.0.113.7:4711, 10.0.0.1             | none          | 203.0.113.7
          [2001:db8::7]:4711, fd00::1            | none          | 2001:db8::7
          2001:db8::7                            | ::1           | 2001:db8::7
          unknown, 203.0.113.7                   | 10.0.0.2      | 203.0.113.7
          203.0.113.7, unknown                   | 10.0.0.2      | 10.0.0.2
          203.0.113.7, _hidden, 10.0.0.1         | 10.0.0.2      | 10.0.0.1
          10.0.0.3, 10.0.0.1                     | none          | 10.0.0.3
          "for=203.0.113.7;proto=http, for=10.0.0.1" | none      | 203.0.113.7
          For="[2001:db8:cafe::17]:4711"         | 10.0.0.2      | 2001:db8:cafe::17
          203.0.113.7,,10.0.0.1,                 | none          | 203.0.113.7
          """,
      quoteCharacter = '~')
  void theClientIsTheFirstFromTheRightThatIsNoProxy(String list, String peer, String client) {
    Fields fields = new Fields();

    Forwarded.put(fields, list.replaceAll("^\"(.*)\"$", "$1"), peer);
    Forwarded.choose(fields, Networks.PRIVATE);

    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo(client);
  }

  /** However many addresses a client makes up: those at the right are of the proxies. */
  @ParameterizedTest
  @CsvSource({"64", "2000"})
  void whatProxiesHaveAddedCounts(int madeUp) {
    Fields fields = new Fields();

    Forwarded.put(fields, "8.8.8.8, ".repeat(madeUp) + "203.0.113.7, 10.0.0.1", "10.0.0.2");
    Forwarded.choose(fields, Networks.PRIVATE);

    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"x, 203.0.113.7", "-, 203.0.113.7", "203.0.113.7, unknown"})
  void aListIsKnownWhateverAClientHasWrittenFirst(String list) {
    assertThat(Forwarded.isList(list)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-", "''", "<nil>"})
  void aListThatIsNoneSetsNothing(String list) {
    Fields fields = new Fields();

    assertThat(Forwarded.put(fields, list, "10.0.0.2")).isFalse();
    assertThat(fields.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          203.0.113.7, 10.0.0.1  | 10.0.0.2 | 10.0.0.2
          203.0.113.7            | 10.0.0.2 | 10.0.0.2
          203.0.113.7, 10.0.0.1  | none     | 203.0.113.7
          unknown, 203.0.113.9   | none     | 203.0.113.9
          """)
  void withoutARuleNoProxyIsTrusted(String list, String peer, String client) {
    Fields fields = new Fields();

    Forwarded.put(fields, list, peer);

    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo(client);
  }

  @Test
  void otherProxiesMakeAnotherClientOfTheSameList() {
    Fields fields = new Fields();
    Forwarded.put(fields, "203.0.113.7:4711, 198.51.100.9", "10.0.0.2");
    Forwarded.choose(fields, Networks.PRIVATE);
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo("198.51.100.9");

    Forwarded.choose(fields, EDGE);
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo("203.0.113.7");
    assertThat(fields.get(Field.SOURCE_PORT)).isEqualTo(4711L);

    Forwarded.choose(fields, Networks.NONE);
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo("10.0.0.2");
    assertThat(fields.has(Field.SOURCE_PORT)).isFalse();
  }

  @Test
  void theListIsKeptAsEvidence() {
    Fields fields = new Fields();

    Forwarded.put(fields, "8.8.8.8, 203.0.113.7", "10.0.0.2");

    assertThat(fields.get(Field.WEIR_HTTP_FORWARDED))
        .isEqualTo(List.of("8.8.8.8", "203.0.113.7", "10.0.0.2"));
  }

  @Test
  void anEndlessListIsCutShort() {
    Fields fields = new Fields();

    assertThat(Forwarded.put(fields, "1.1.1.1, ".repeat(100_000), null)).isTrue();
    assertThat((List<?>) fields.get(Field.WEIR_HTTP_FORWARDED)).hasSize(64);
  }
}
