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

class MessageTemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          {Sku} is low                 | A is low
          {Sku}{Left}                  | A3
          {Left:000} of {@Cart}        | 3 of {"id":7}
          {$Cart} again                | {"id":7} again
          {{Sku}} is no hole           | {Sku}} is no hole
          {Unknown} stays              | {Unknown} stays
          {} and { stay                | {} and { stay
          no hole                      | no hole
          {Sku                         | {Sku
          {Gone} is null               | null is null
          """)
  void fillsTheHolesOfATemplate(String template, String message) throws JsonProcessingException {
    ObjectNode object =
        (ObjectNode) JSON.readTree("{\"Sku\":\"A\",\"Left\":3,\"Cart\":{\"id\":7},\"Gone\":null}");
    object.put("@mt", template);
    LineBuilder line = line();
    MessageTemplate.take(object, line);

    assertThat(line.message).isEqualTo(message);
  }

  @Test
  void keepsAMessageThatIsRenderedAlready() throws JsonProcessingException {
    LineBuilder line = line();
    MessageTemplate.take(object("{\"@mt\":\"{Sku}\",\"@m\":\"done\",\"Sku\":\"A\"}"), line);

    assertThat(line.message).isNull();
  }

  @Test
  void takesTheLevelThatIsLeftOutForInfo() throws JsonProcessingException {
    LineBuilder without = line();
    LineBuilder with = line();
    MessageTemplate.take(object("{\"@mt\":\"x\"}"), without);
    MessageTemplate.take(object("{\"@mt\":\"x\",\"@l\":\"Error\"}"), with);

    assertThat(without.fields.text(Field.LOG_LEVEL)).isEqualTo("info");
    assertThat(with.fields.has(Field.LOG_LEVEL)).isFalse();
  }

  @Test
  void fillsTheOlderFormFromItsProperties() throws JsonProcessingException {
    LineBuilder line = line();
    MessageTemplate.takeNamed(
        object("{\"MessageTemplate\":\"{Sku} is low\",\"Properties\":{\"Sku\":\"A\"}}"), line);

    assertThat(line.message).isEqualTo("A is low");
  }

  /** A value for each of a thousand holes would make one line of gigabytes. */
  @Test
  void leavesATemplateAsItIsThatWouldGrowBeyondBounds() throws JsonProcessingException {
    ObjectNode object = object("{\"A\":\"" + "x".repeat(10_000) + "\"}");
    String template = "{A}".repeat(1_000);
    object.put("@mt", template);
    LineBuilder line = line();
    MessageTemplate.take(object, line);

    assertThat(line.message).isEqualTo(template);
  }

  private static LineBuilder line() {
    return new LineBuilder(TimeContext.utc(Instant.EPOCH));
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(json);
  }
}
