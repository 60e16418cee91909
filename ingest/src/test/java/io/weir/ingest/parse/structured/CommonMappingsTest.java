package io.weir.ingest.parse.structured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonMappingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One key of each writer and kind: what ECS calls it, and its value there. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          {"level":"WARN"}                          | log.level | warn
          {"lvl":30}                                | log.level | info
          {"severity_number":17}                    | log.level | error
          {"@l":"Fatal"}                            | log.level | fatal
          {"logger_name":"shop.Cart"}               | log.logger | shop.Cart
          {"SourceContext":"Shop.Cart"}             | log.logger | Shop.Cart
          {"caller":"cart/take.go:31"}              | log.origin.file.name | cart/take.go
          {"log":{"origin":{"file":{"line":31}}}}   | log.origin.file.line | 31
          {"log.origin.file.line":31}               | log.origin.file.line | 31
          {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"} | trace.id | 4bf92f3577b34da6a3ce929d0e0e4736
          {"service.name":"cart"}                   | service.name | cart
          {"error":"refused"}                       | error.message | refused
          {"err":{"message":"refused"}}             | error.message | refused
          {"error.type":"OutOfStock"}               | error.type | OutOfStock
          {"user_id":7}                             | user.id | 7
          {"username":"ana"}                        | user.name | ana
          {"client":{"ip":"203.0.113.7"}}           | source.ip | 203.0.113.7
          {"remote_addr":"203.0.113.7:40122"}       | source.port | 40122
          {"method":"GET"}                          | http.request.method | GET
          {"status_code":404}                       | http.response.status_code | 404
          {"http":{"response":{"status_code":"404"}}} | http.response.status_code | 404
          {"request_id":"r-1"}                      | http.request.id | r-1
          {"userAgent":"curl/8.5.0"}                | user_agent.original | curl/8.5.0
          {"url":"https://shop.example.com/cart?x=1"} | url.domain | shop.example.com
          {"duration":"1.5ms"}                      | event.duration | 1500000
          {"dur_ms":12.5}                           | event.duration | 12500000
          {"request_time":"0.012"}                  | event.duration | 12000000
          {"elapsed_ns":7}                          | event.duration | 7
          {"pid":42}                                | process.pid | 42
          {"thread_name":"main"}                    | process.thread.name | main
          """)
  void movesAKeyToItsField(String json, String field, String value) throws JsonProcessingException {
    ObjectNode object = object(json);
    LineBuilder line = take(object);

    assertThat(line.fields.text(Field.byName(field).orElseThrow())).isEqualTo(value);
    assertThat(object.isEmpty()).as("nothing is left of %s", object).isTrue();
  }

  /** What cannot be the field's value stays with the application's own keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"urgent\"}",
        "{\"level\":{\"a\":1}}",
        "{\"pid\":\"many\"}",
        "{\"pid\":-1}",
        "{\"status_code\":42}",
        "{\"time\":\"later\"}",
        "{\"duration\":7}",
        "{\"method\":\"walk\"}",
        "{\"user_id\":{\"a\":1}}",
      })
  void leavesAValueOfAnotherKindWhereItIs(String json) throws JsonProcessingException {
    ObjectNode object = object(json);
    LineBuilder line = take(object);

    assertThat(object).isEqualTo(object(json));
    assertThat(line.fields.isEmpty()).isTrue();
  }

  /** A path or a status means a request only next to a method. */
  @Test
  void readsKeysOfRequestsOnlyWithAMethod() throws JsonProcessingException {
    LineBuilder request = take(object("{\"method\":\"GET\",\"path\":\"/cart\",\"status\":200}"));
    ObjectNode file = object("{\"path\":\"/var/lib\",\"status\":200}");
    LineBuilder other = take(file);

    assertThat(request.fields.text(Field.URL_PATH)).isEqualTo("/cart");
    assertThat(request.fields.text(Field.HTTP_RESPONSE_STATUS_CODE)).isEqualTo("200");
    assertThat(other.fields.isEmpty()).isTrue();
    assertThat(file.size()).isEqualTo(2);
  }

  /** Where a container runs is known from the agent; an application could say anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kubernetes\":{\"pod\":{\"name\":\"other\"}}}",
        "{\"kubernetes.namespace\":\"other\"}",
        "{\"container.id\":\"other\"}",
        "{\"event\":{\"id\":\"other\"}}",
        "{\"data_stream.dataset\":\"other\"}",
      })
  void believesNoApplicationWhereItRuns(String json) throws JsonProcessingException {
    ObjectNode object = object(json);
    take(object);

    assertThat(object).isEqualTo(object(json));
  }

  @Test
  void takesTheMessageAndTheTime() throws JsonProcessingException {
    LineBuilder line = take(object("{\"msg\":\"low stock\",\"ts\":1795395600.5,\"sku\":\"A\"}"));

    assertThat(line.message).isEqualTo("low stock");
    assertThat(line.time).isEqualTo(Instant.parse("2026-11-23T01:00:00.5Z"));
    assertThat(line.numericTime).isTrue();
  }

  /** zap writes seconds; without a number for the time the unit would be a guess. */
  @Test
  void takesABareDurationForSecondsWhereTheTimeIsANumber() throws JsonProcessingException {
    LineBuilder zap = take(object("{\"msg\":\"x\",\"ts\":1795395600.5,\"duration\":0.25}"));

    assertThat(zap.fields.text(Field.EVENT_DURATION)).isEqualTo("250000000");
  }

  private static LineBuilder take(ObjectNode object) {
    LineBuilder line = new LineBuilder(TimeContext.utc(Instant.parse("2026-11-23T02:00:00Z")));
    FieldExtractor.take(object, line);
    return line;
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(json);
  }
}
