package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /cart                           |                  | /cart |
          /cart?x=1&y=/2                  |                  | /cart | x=1&y=/2
          /cart?x=1#top                   |                  | /cart | x=1
          /?                              |                  | /     |
          http://shop.example.com/cart?x=1 | shop.example.com | /cart | x=1
          https://shop.example.com:8443   | shop.example.com |       |
          https://shop.example.com?x=1    | shop.example.com |       | x=1
          https://ana@shop.example.com/a  | shop.example.com | /a    |
          http://[2001:db8::1]:80/a       | [2001:db8::1]    | /a    |
          # The address in the query is not where the request goes.
          /go?to=http://other.example.com | | /go | to=http://other.example.com
          shop.example.com:443            |                  |       |
          *                               |                  |       |
          """)
  void readsATargetInAnyOfItsForms(String target, String domain, String path, String query) {
    Fields fields = new Fields();
    Http.putUrl(fields, target);

    assertThat(fields.text(Field.URL_ORIGINAL)).isEqualTo(target);
    assertThat(fields.text(Field.URL_DOMAIN)).isEqualTo(domain);
    assertThat(fields.text(Field.URL_PATH)).isEqualTo(path);
    assertThat(fields.text(Field.URL_QUERY)).isEqualTo(query);
  }

  @Test
  void takesPathAndQueryOfTheLastTarget() {
    Fields fields = new Fields();
    Http.putUrl(fields, "/cart?x=1");
    Http.putUrl(fields, "/pay");

    assertThat(fields.text(Field.URL_PATH)).isEqualTo("/pay");
    assertThat(fields.has(Field.URL_QUERY)).isFalse();
  }

  @Test
  void readsARequestLine() {
    Fields fields = new Fields();

    assertThat(Http.putRequest(fields, "PROPFIND /dav/a b HTTP/1.1")).isTrue();
    assertThat(fields.text(Field.HTTP_REQUEST_METHOD)).isEqualTo("PROPFIND");
    assertThat(fields.text(Field.URL_ORIGINAL)).isEqualTo("/dav/a b");
    assertThat(fields.text(Field.HTTP_VERSION)).isEqualTo("1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "GET", "get / HTTP/1.1", "PING / HTTP/1.1", "\\x16\\x03\\x01"})
  void setsNothingOfWhatIsNoRequest(String text) {
    Fields fields = new Fields();

    assertThat(Http.putRequest(fields, text)).isFalse();
    assertThat(fields).isEqualTo(new Fields());
  }

  @Test
  void keepsWhatIsNoRequestForWhoLooksForAttacks() {
    Fields fields = new Fields();
    Http.putRequestOrText(fields, "\\x16\\x03\\x01");
    Fields dash = new Fields();
    Http.putRequestOrText(dash, "-");

    assertThat(fields).isEqualTo(new Fields().put(Field.URL_ORIGINAL, "\\x16\\x03\\x01"));
    assertThat(dash.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"99,false", "100,true", "499,true", "599,true", "600,false", "0,false", "-1,false"})
  void takesStatusesOfThreeDigits(long status, boolean known) {
    Fields fields = new Fields();

    assertThat(Http.putStatus(fields, status)).isEqualTo(known);
    assertThat(fields.has(Field.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(known);
  }
}
