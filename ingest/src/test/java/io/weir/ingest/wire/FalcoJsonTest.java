package io.weir.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalcoJsonTest {
  @Test
  void readsWhatFalcoSays() throws JsonProcessingException {
    FalcoJson alert =
        FalcoJson.of(
            object(
                """
                {"rule":"Terminal shell","priority":"Notice","time":"2026-11-23T01:00:00.5Z",
                 "output":"A shell","hostname":"node-1","source":"syscall","tags":["shell","T1059"],
                 "output_fields":{"proc.name":"sh"}}"""));

    assertThat(alert.rule()).isEqualTo("Terminal shell");
    assertThat(alert.time()).isEqualTo(Instant.parse("2026-11-23T01:00:00.5Z"));
    assertThat(alert.tags()).containsExactly("shell", "T1059");
    assertThat(alert.outputFields()).hasToString("{\"proc.name\":\"sh\"}");
  }

  @Test
  void goesWithoutWhatIsMissing() throws JsonProcessingException {
    FalcoJson alert =
        FalcoJson.of(
            object(
                "{\"rule\":\"r\",\"priority\":\"Notice\",\"time\":\"later\",\"message\":\"m\"}"));

    assertThat(alert)
        .isEqualTo(new FalcoJson("r", "Notice", null, "m", null, null, alert.tags(), null));
    assertThat(alert.tags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rule\":\"r\",\"priority\":\"Notice\"}",
        "{\"rule\":\"r\",\"priority\":5,\"time\":\"2026-11-23T01:00:00Z\"}",
        "{\"rule\":{},\"priority\":\"Notice\",\"time\":\"2026-11-23T01:00:00Z\"}",
      })
  void takesNoOtherObjectForAnAlert(String json) throws JsonProcessingException {
    assertThat(FalcoJson.isAlert(object(json))).isFalse();
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(json);
  }
}
