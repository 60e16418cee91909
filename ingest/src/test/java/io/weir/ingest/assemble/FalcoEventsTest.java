package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.FalcoJson;
import io.weir.ingest.wire.Origin;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalcoEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:00:01Z");

  private final EventAssembler assembler = new EventAssembler(EventIds.development());

  /** The rules on the API server's audit name a target; not each of them names it wholly. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          "ka.target.resource":"pods","ka.target.name":"pay-7"                         | pay-7
          "ka.target.subresource":"exec","k8s.pod.name":"cart-1","ka.target.name":"pay-7" | pay-7
          "ka.target.resource":"pods","k8s.pod.name":"cart-1"                          | cart-1
          "ka.target.subresource":"exec","k8s.pod.name":"cart-1","ka.target.name":null | cart-1
          "ka.target.resource":"secrets","ka.target.name":"db"                         |
          """)
  void namesThePodThatTheAlertIsAbout(String outputFields, String pod)
      throws JsonProcessingException {
    Fields fields = fields(outputFields);

    assertThat(fields.text(Field.KUBERNETES_POD_NAME)).isEqualTo(pod);
  }

  private Fields fields(String outputFields) throws JsonProcessingException {
    String json =
        """
        {"rule":"Attach/Exec Pod","priority":"Notice","time":"2026-11-23T01:00:00Z","output":"x",
         "output_fields":{%s}}"""
            .formatted(outputFields);
    FalcoAlert alert =
        new FalcoAlert(
            FalcoJson.of((ObjectNode) new ObjectMapper().readTree(json)),
            Origin.unknown("falco"),
            null);
    return assembler
        .ofAlert(alert, new Coordinates(Topic.FALCO_RAW.name(), 0, 7), NOW, NOW)
        .fields();
  }
}
