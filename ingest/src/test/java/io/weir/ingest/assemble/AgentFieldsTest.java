package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFieldsTest {
  private static final String POD =
      """
      {"namespace_name":"shop","pod_name":"cart-1","container_name":"cart","docker_id":"abc",\
      "host":"node-1","container_image":"registry/cart:1","labels":{"app":"cart"}}""";

  private static final List<String> AGENTS =
      List.of("kubernetes.", "orchestrator.", "container.", "data_stream.", "weir.source.");

  private final EventAssembler assembler = new EventAssembler(EventIds.development());

  /** Whatever a container prints, it is a line of that container. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"msg\":\"x\",\"service\":\"other\",\"host.name\":\"other\",\"host\":{\"name\":\"other\"},\"hostname\":\"other\"}",
        "{\"msg\":\"x\",\"kubernetes\":{\"pod\":{\"name\":\"other\"},\"namespace\":\"other\"},\"container\":{\"id\":\"other\"}}",
        "{\"msg\":\"x\",\"kubernetes.namespace\":\"other\",\"orchestrator.cluster.name\":\"other\",\"log.iostream\":\"other\"}",
        "{\"msg\":\"x\",\"data_stream.dataset\":\"other\",\"event.id\":\"other\",\"weir.source.app\":\"other\",\"log.file.path\":\"other\"}",
        "time=2026-11-23T01:00:00Z level=info service=other host=other host.name=other kubernetes.namespace=other msg=x",
        "<86>Nov 23 01:00:00 other sshd[7]: Accepted publickey for root from 203.0.113.7 port 1 ssh2",
        "{\"log\":\"x\",\"stream\":\"stderr\",\"time\":\"2026-11-23T01:00:00Z\"}",
        "2026-11-23T01:00:00.1Z stderr F other",
        // An audit record of the API server, and one of Falco.
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\",\"auditID\":\"1\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/x\",\"verb\":\"create\",\"user\":{\"username\":\"other\"},\"sourceIPs\":[\"203.0.113.7\"],\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"other\",\"name\":\"other\",\"uid\":\"other\",\"apiVersion\":\"other\"},\"requestReceivedTimestamp\":\"2026-11-23T01:00:00.0Z\",\"stageTimestamp\":\"2026-11-23T01:00:00.0Z\"}",
        "{\"hostname\":\"other\",\"rule\":\"r\",\"priority\":\"Notice\",\"time\":\"2026-11-23T01:00:00Z\",\"output\":\"x\",\"output_fields\":{\"k8s.ns.name\":\"other\",\"k8s.pod.name\":\"other\",\"container.id\":\"other\",\"container.name\":\"other\"}}",
      })
  void aLineSaysNothingOfWhereItComesFrom(String line) throws JsonProcessingException {
    Map<String, Object> plain = agents(event(Topic.LOGS_RAW.name(), "x", POD, "stdout"));

    assertThat(agents(event(Topic.LOGS_RAW.name(), line, POD, "stdout"))).isEqualTo(plain);
    assertThat(plain)
        .containsEntry("kubernetes.pod.name", "cart-1")
        .containsEntry("weir.source.app", "cart")
        .containsEntry("data_stream.dataset", "kubernetes.container_logs");
  }

  @Test
  void whatItSaysStaysAsContent() throws JsonProcessingException {
    String audit =
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"1\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/x\",\"verb\":\"get\",\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"other\"}}";

    Event event = event(Topic.LOGS_RAW.name(), audit, POD, "stdout");

    assertThat(event.fields().get(Field.WEIR_FIELDS).toString())
        .contains("\"orchestrator.namespace\":\"other\"");
    assertThat(event.fields().text(Field.KUBERNETES_NAMESPACE)).isEqualTo("shop");
  }

  @Test
  void onAuditRawTheRecordSaysWhatItIsAbout() throws JsonProcessingException {
    String audit =
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"1\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/x\",\"verb\":\"get\",\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"other\"}}";

    assertThat(
            event(Topic.AUDIT_RAW.name(), audit, "{}", "stdout")
                .fields()
                .text(Field.ORCHESTRATOR_NAMESPACE))
        .isEqualTo("other");
  }

  /** The line's own service stays where people look for it. */
  @Test
  void theApplicationIsTheAgentsAndTheServiceMayBeTheLines() throws JsonProcessingException {
    Event event =
        event(Topic.LOGS_RAW.name(), "{\"msg\":\"x\",\"service\":\"s-4711\"}", POD, "stdout");

    assertThat(event.fields().text(Field.SERVICE_NAME)).isEqualTo("s-4711");
    assertThat(event.fields().text(Field.WEIR_SOURCE_APP)).isEqualTo("cart");
  }

  @Test
  void anUnknownContainerIsAnUnknownApplication() throws JsonProcessingException {
    Event event =
        event(Topic.LOGS_RAW.name(), "{\"msg\":\"x\",\"service\":\"s-4711\"}", "{}", "stdout");

    assertThat(event.fields().text(Field.WEIR_SOURCE_APP)).isEqualTo("unknown_service");
  }

  private static Map<String, Object> agents(Event event) {
    Map<String, Object> agents =
        Stream.of(Field.values())
            .filter(field -> event.fields().has(field))
            .filter(
                field ->
                    AGENTS.stream().anyMatch(field.path()::startsWith)
                        || field == Field.HOST_NAME
                        || field == Field.LOG_FILE_PATH
                        || field == Field.LOG_IOSTREAM)
            .collect(Collectors.toMap(Field::path, event.fields()::get));
    // Said once where the line says nothing else.
    agents.putIfAbsent(Field.WEIR_SOURCE_APP.path(), event.fields().text(Field.SERVICE_NAME));
    return agents;
  }

  private Event event(String topic, String line, String pod, String stream)
      throws JsonProcessingException {
    ObjectNode raw = Json.MAPPER.createObjectNode();
    raw.put("@timestamp", "2026-11-23T01:00:00Z").put("log", line).put("stream", stream);
    raw.put("node", "node-1").set("kubernetes", Json.MAPPER.readTree(pod));
    byte[] bytes = raw.toString().getBytes(StandardCharsets.UTF_8);
    LogLine log = (LogLine) FluentBitDecoder.forTopic(topic).decode(bytes);
    return assembler.ofLines(
        topic,
        0,
        JoinedLines.of(List.of(new RawLine(log, 0))),
        Instant.parse("2026-11-23T01:00:01Z"));
  }
}
