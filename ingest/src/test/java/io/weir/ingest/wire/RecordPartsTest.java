package io.weir.ingest.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of an agent's record that are read by themselves. */
class RecordPartsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T01:00:00Z,2026-11-23T01:00:00Z",
    "2026-11-23T02:00:07.3+01:00,2026-11-23T01:00:07.3Z",
    "2026-11-23T01:00:00.123456789Z,2026-11-23T01:00:00.123456789Z",
    "2026-11-23 01:00:00Z,",
    "2026-11-23T01:00:00,",
    "2026-13-23T01:00:00Z,",
    // Nanoseconds since 1970 must fit 64 bits.
    "1969-12-31T23:59:59Z,",
    "2262-04-12T00:00:00Z,",
    "x,",
  })
  void readsTimesWithAZone(String text, Instant time) {
    assertThat(RecordTimes.iso(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "1795395600.123456789,2026-11-23T01:00:00.123456789Z",
    "1795395600,2026-11-23T01:00:00Z",
    "0,1970-01-01T00:00:00Z",
    "-1,",
    "1e30,",
    "99999999999,",
  })
  void readsSecondsExactly(BigDecimal seconds, Instant time) {
    assertThat(RecordTimes.epochSeconds(seconds)).isEqualTo(time);
  }

  /** Fluent Bit writes them for numbers that no double holds; they are no JSON. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          {"a":inf,"b":-nan,"c":[nan,-inf]} | {"a":"inf","b":"-nan","c":["nan","-inf"]}
          {"a":"inf nan"}                   |
          {"a":"\\"inf"}                     |
          {"a":"\\\\","b":inf}                | {"a":"\\\\","b":"inf"}
          {"a":1}                           |
          """)
  void quotesNumbersThatAreNotFinite(String json, String quoted) {
    byte[] found = NonFiniteNumbers.quote(json.getBytes(UTF_8));

    assertThat(found == null ? null : new String(found, UTF_8)).isEqualTo(quoted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          2026-11-23T01:00:00.5Z stdout F text here | stdout | false | text here
          2026-11-23T01:00:00.5Z stderr P half      | stderr | true  | half
          2026-11-23T01:00:00.5Z stdout F           | stdout | false | ##
          """)
  void readsLinesOfAContainersFile(String line, String stream, boolean partial, String text) {
    assertThat(CriLine.parse(line))
        .isEqualTo(new CriLine(Instant.parse("2026-11-23T01:00:00.5Z"), stream, partial, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-23T01:00:00.5Z stdlog F text
          2026-11-23T01:00:00.5Z stdout X text
          2026-11-23T01:00:00.5Z stdout Ftext
          2026-11-23T01:00:00.5Z stdout
          01:00:00 stdout F text
          text
          """)
  void readsNoOtherLineAsOne(String line) {
    assertThat(CriLine.parse(line)).isNull();
  }

  @Test
  void readsWhatTheAgentKnowsOfAPod() throws JsonProcessingException {
    Fields fields =
        metadata(
            """
            {"namespace_name":"shop","pod_name":"cart-7d9f-x","pod_id":"u-1","pod_ip":"10.42.0.9",
             "host":"node-1","container_name":"cart","docker_id":"abc","container_hash":"h",
             "container_image":"registry:5000/shop/cart:1.2","labels":{"pod-template-hash":"7d9f"},
             "annotations":{"a":"b"},"ownerReferences":[{"kind":"ReplicaSet","name":"cart-7d9f"}]}
            """);

    assertThat(fields.text(Field.KUBERNETES_POD_UID)).isEqualTo("u-1");
    assertThat(fields.text(Field.CONTAINER_IMAGE_NAME)).isEqualTo("registry:5000/shop/cart");
    assertThat(fields.text(Field.CONTAINER_IMAGE_TAG)).isEqualTo("1.2");
    assertThat(fields.text(Field.KUBERNETES_REPLICASET_NAME)).isEqualTo("cart-7d9f");
    assertThat(fields.text(Field.KUBERNETES_DEPLOYMENT_NAME)).isEqualTo("cart");
    assertThat(fields.text(Field.KUBERNETES_LABELS)).isEqualTo("{\"pod-template-hash\":\"7d9f\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/cart,shop/cart,",
    "shop/cart:1,shop/cart,1",
    "registry:5000/cart,registry:5000/cart,",
    "cart@sha256:abc,cart,",
    "cart:1@sha256:abc,cart,1",
  })
  void dividesTheNameOfAnImage(String image, String name, String tag)
      throws JsonProcessingException {
    Fields fields = metadata("{\"container_image\":\"" + image + "\"}");

    assertThat(fields.text(Field.CONTAINER_IMAGE_NAME)).isEqualTo(name);
    assertThat(fields.text(Field.CONTAINER_IMAGE_TAG)).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "shop/cart@sha256:abc,sha256:abc,shop/cart",
    "docker-pullable://shop/cart@sha256:abc,sha256:abc,shop/cart",
    "sha256:abc,sha256:abc,",
    "@sha256:abc,sha256:abc,",
  })
  void takesTheDigestOfAnImage(String hash, String digest, String name)
      throws JsonProcessingException {
    Fields fields = metadata("{\"container_hash\":\"" + hash + "\"}");

    assertThat(fields.text(Field.CONTAINER_IMAGE_HASH)).isEqualTo(digest);
    assertThat(fields.text(Field.CONTAINER_IMAGE_NAME)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulSet,kubernetes.statefulset.name",
    "DaemonSet,kubernetes.daemonset.name",
    "Job,kubernetes.job.name",
    "CronJob,kubernetes.cronjob.name",
  })
  void namesTheOwnerOfAPod(String kind, String field) throws JsonProcessingException {
    Fields fields =
        metadata(
            "{\"ownerReferences\":[{\"kind\":\"%s\",\"name\":\"db\"},{\"kind\":\"Node\"},7]}"
                .formatted(kind));

    assertThat(fields.text(Field.byName(field).orElseThrow())).isEqualTo("db");
  }

  /** A ReplicaSet of nobody is no Deployment's. */
  @Test
  void namesNoDeploymentWithoutTheHashOfItsTemplate() throws JsonProcessingException {
    Fields fields =
        metadata("{\"ownerReferences\":[{\"kind\":\"ReplicaSet\",\"name\":\"cart-7d9f\"}]}");

    assertThat(fields.has(Field.KUBERNETES_DEPLOYMENT_NAME)).isFalse();
  }

  @Test
  void leavesOutWhatIsOfAnotherType() throws JsonProcessingException {
    assertThat(metadata("{\"namespace_name\":7,\"pod_name\":[\"x\"],\"labels\":\"x\"}").isEmpty())
        .isTrue();
  }

  @Test
  void countsTheCharactersThatFieldsTake() throws JsonProcessingException {
    Fields fields =
        new Fields()
            .put(Field.USER_NAME, "abc")
            .put(Field.KUBERNETES_LABELS, (ObjectNode) JSON.readTree("{\"app\":[\"ab\",7]}"));

    assertThat(FieldChars.of(fields)).isEqualTo(3 + 3 + 2 + 1);
  }

  private static Fields metadata(String json) throws JsonProcessingException {
    return KubernetesMetadata.of((ObjectNode) JSON.readTree(json)).fields();
  }
}
