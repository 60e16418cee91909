package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
  private final Redactor strict =
      new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"variable":"DB_PASSWORD","value":"hunter2"}          | {"variable":"DB_PASSWORD","value":"[password]"}
          {"name":"env","key":"DB_PASSWORD","value":"hunter2"}  | {"name":"env","key":"DB_PASSWORD","value":"[password]"}
          {"args":["mysql","--password","hunter2","-v"]}        | {"args":["mysql","--password","[password]","-v"]}
          {"fields":["password","email"]}                       | {"fields":["password","email"]}
          {"password":{"old":["a",{"b":"c"}]}}                  | {"password":{"old":["[password]",{"b":"[password]"}]}}
          {"credentials":{"key":"a","public_key":"b"}}          | {"credentials":{"key":"[secret]","public_key":"[secret]"}}
          {"password":"$DB_PASSWORD","api_key":"$ABC123"}       | {"password":"$DB_PASSWORD","api_key":"[secret]"}
          {"4111111111111111":1,"5500005555555559":2}           | {"[payment_card]":1,"[payment_card]#1":2}
          """)
  void hidesInJsonWhatItHidesInText(String json, String redacted) throws IOException {
    assertThat(strict.redactJson(Json.MAPPER.readTree(json)).value()).hasToString(redacted);
  }

  /** The whole may be a header or a connection, and the value be elsewhere without it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          login token=abcd1234efgh ok abcd1234efgh                                  | abcd1234efgh
          login password=Zebra77quux! failed for Zebra77quux!                       | Zebra77quux
          connection_string="Server=x;User=sa;Password=abcd1234efgh" ref abcd1234efgh | abcd1234efgh
          Authorization: Bearer abcd1234efgh5678 was abcd1234efgh5678               | abcd1234efgh5678
          """)
  void whatAHiddenValueHoldsIsHiddenElsewhereToo(String text, String value) {
    assertThat(strict.redactText(text).value()).doesNotContain(value);
  }

  @Test
  void whatAHeaderInJsonHoldsIsHiddenElsewhereToo() throws IOException {
    ObjectNode content = Json.MAPPER.createObjectNode();
    content.putObject("headers").put("Authorization", "Bearer abcd1234efgh5678");
    Fields fields = new Fields().put(Field.WEIR_FIELDS, content.put("tok", "abcd1234efgh5678"));

    assertThat(redacted(fields).toString()).doesNotContain("abcd1234efgh5678");
  }

  @Test
  void aValueIsCountedOnceThoughTheLineIsThereTwice() {
    String line = "\u001b[31mpassword=\u001b[0mhunter2secret";
    Fields fields = new Fields().put(Field.WEIR_LINE_WHOLE, line);
    Event event = new Event(Instant.EPOCH, "password=hunter2secret", fields);

    Fields redacted = strict.redact(event, line, new LineHistory()).fields();

    assertThat(redacted.text(Field.WEIR_REDACTIONS)).isEqualTo("{\"password\":1}");
    assertThat(redacted.text(Field.WEIR_LINE_WHOLE)).doesNotContain("hunter2secret");
  }

  @Test
  void theFirstParameterOfAQueryIsOne() {
    Fields fields = new Fields().put(Field.URL_QUERY, "code=483920&next=/");

    assertThat(redacted(fields).text(Field.URL_QUERY)).isEqualTo("code=[secret]&next=/");
  }

  @Test
  void thePseudonymOfAnAddressIsWhereAStoreTakesIt() {
    Fields fields = redacted(new Fields().put(Field.SOURCE_IP, "203.0.113.7"));

    assertThat(fields.has(Field.SOURCE_IP)).isFalse();
    assertThat(fields.text(Field.SOURCE_ADDRESS)).startsWith("ip_address:dev:");
  }

  @Test
  void aValueFoundByItsKeyIsHiddenInTheMessageToo() throws IOException {
    var content =
        (ObjectNode) Json.MAPPER.readTree("{\"Password\":\"Sommer\",\"pin\":123,\"id\":\"9\"}");
    Fields fields = new Fields().put(Field.WEIR_FIELDS, content);

    Event event =
        strict.redact(new Event(Instant.EPOCH, "login with Sommer, Sommerzeit 123", fields));

    assertThat(event.message()).isEqualTo("login with [password], Sommerzeit 123");
  }

  /** The key is before the message, its value in it. */
  @Test
  void aLineIsJudgedWholeHoweverItIsDivided() {
    Event event =
        strict.redact(
            new Event(
                Instant.EPOCH,
                "hunter22 of ana@example.com",
                new Fields()
                    .put(Field.WEIR_LINE_BEFORE, "INFO password=")
                    .put(Field.WEIR_LINE_AFTER, " token=abc1234567")));

    assertThat(event.message()).startsWith("[password] of ").doesNotContain("ana@");
    assertThat(event.line()).startsWith("INFO password=[password] of ").doesNotContain("abc123");
  }

  /** No half of it may stay where the line is divided. */
  @Test
  void aValueOnTheBorderIsWholeInTheMessage() {
    Event event =
        strict.redact(
            new Event(
                Instant.EPOCH,
                "example.com called",
                new Fields().put(Field.WEIR_LINE_BEFORE, "INFO ana@")));

    assertThat(event.message()).startsWith("email:dev:").endsWith(" called");
    assertThat(event.fields().text(Field.WEIR_LINE_BEFORE)).isEqualTo("INFO ");
  }

  @Test
  void theOriginalLineIsKeptOnlyIfThePolicyAsksForIt(@TempDir Path folder) throws IOException {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, "{name: x, extends: strict, event_original: keep}");
    Redactor keeping = new Redactor(Policies.load(policy), Pseudonyms.development());
    Event event =
        new Event(
            Instant.EPOCH,
            "ana@example.com called",
            new Fields().put(Field.WEIR_LINE_BEFORE, "INFO "));

    Event kept = keeping.redact(event, event.line(), new LineHistory());

    assertThat(kept.fields().text(Field.EVENT_ORIGINAL))
        .isEqualTo("INFO " + kept.message())
        .doesNotContain("ana@");
    assertThat(kept.fields().has(Field.WEIR_LINE_BEFORE)).isFalse();
    assertThat(kept.fields().text(Field.WEIR_REDACTIONS)).isEqualTo("{\"email\":1}");
    assertThat(strict.redact(event).fields().has(Field.EVENT_ORIGINAL)).isFalse();
  }

  private Fields redacted(Fields fields) {
    return strict.redact(new Event(Instant.EPOCH, "x", fields)).fields();
  }
}
