package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchServerTest {

  private static final String BULK =
      """
      {"create":{"_id":"1"}}
      {"@timestamp":"2026-01-01T00:00:00Z","message":"hello"}
      """;

  @TempDir private static Path dir;

  private static ElasticsearchServer server;
  private static Rest rest;

  @BeforeAll
  static void start() {
    server = ElasticsearchServer.start(dir);
    rest = Rest.of(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tellsItsVersion() {
    assertThat(rest.get("/").body()).contains("\"number\":\"8.19.0\"");
    assertThat(rest.send("HEAD", "/", "").status()).isEqualTo(200);
  }

  @Test
  void createsADocumentInADataStreamOnce() {
    putTemplate("once");

    assertThat(rest.send("PUT", "/once-1/_bulk", BULK).body()).contains("\"status\":201");
    assertThat(rest.send("PUT", "/once-1/_bulk", BULK).body()).contains("\"status\":409");
  }

  @Test
  void keepsDocumentsAndPoliciesOverAKillAndARestartOnTheSamePort() {
    putTemplate("kept");
    putPolicy("kept", "rollover");
    rest.send("PUT", "/kept-1/_bulk", BULK);

    server.kill();
    server.restart();

    assertThat(rest.send("POST", "/kept-1/_refresh", "").status()).isEqualTo(200);
    assertThat(rest.get("/kept-1/_count").body()).contains("\"count\":1,");
    assertThat(rest.send("PUT", "/kept-1/_bulk", BULK).body()).contains("\"status\":409");
    assertThat(rest.get("/_ilm/policy/kept").body()).contains("\"max_age\":\"1d\"");
  }

  @Test
  void listsCreatesAndDeletesDataStreams() {
    putTemplate("listed");

    assertThat(rest.send("PUT", "/_data_stream/listed-1", "").status()).isEqualTo(200);
    assertThat(rest.get("/_data_stream/listed-*").body())
        .contains("\"name\":\"listed-1\"", "\"template\":\"listed\"", "\"status\":\"GREEN\"");
    assertThat(rest.send("DELETE", "/_data_stream/listed-1", "").status()).isEqualTo(200);
    assertThat(rest.get("/_data_stream/listed-1").status()).isEqualTo(404);
    assertThat(rest.get("/_data_stream/listed-*").body()).isEqualTo("{\"data_streams\":[]}");
  }

  @Test
  void refusesADataStreamWithoutATemplate() {
    assertThat(rest.send("PUT", "/_data_stream/other", "").status()).isEqualTo(400);
  }

  @Test
  void storesVersionsOfALifecyclePolicy() {
    assertThat(putPolicy("rolling", "rollover").status()).isEqualTo(200);
    assertThat(putPolicy("rolling", "rollover").status()).isEqualTo(200);

    assertThat(rest.get("/_ilm/policy/rolling").body())
        .contains("\"version\":2", "\"max_age\":\"1d\"");
    assertThat(rest.get("/_ilm/policy").body()).contains("\"rolling\"");
    assertThat(rest.send("DELETE", "/_ilm/policy/rolling", "").status()).isEqualTo(200);
    assertThat(rest.get("/_ilm/policy/rolling").status()).isEqualTo(404);
    assertThat(rest.send("DELETE", "/_ilm/policy/rolling", "").status()).isEqualTo(404);
  }

  @Test
  void refusesAPolicyWithAMisspeltAction() {
    Rest.Answer answer = putPolicy("misspelt", "rolover");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("unknown field [rolover]");
  }

  @Test
  void keepsAPolicyThatAnIndexUses() {
    putPolicy("used", "rollover");
    rest.send("PUT", "/users", "{\"settings\":{\"index.lifecycle.name\":\"used\"}}");

    assertThat(rest.send("DELETE", "/_ilm/policy/used", "").status()).isEqualTo(400);
    assertThat(rest.get("/_ilm/policy/used").body()).contains("\"indices\":[\"users\"]");
  }

  private static Rest.Answer putPolicy(String name, String action) {
    return rest.send(
        "PUT",
        "/_ilm/policy/" + name,
        """
        {"policy":{"phases":{"hot":{"actions":{"%s":{"max_age":"1d"}}}}}}
        """
            .formatted(action));
  }

  private static void putTemplate(String prefix) {
    Rest.Answer answer =
        rest.send(
            "PUT",
            "/_index_template/" + prefix,
            """
            {"index_patterns":["%s-*"],"data_stream":{},
             "template":{"settings":{"number_of_replicas":0}}}
            """
                .formatted(prefix));
    assertThat(answer.status()).isEqualTo(200);
  }
}
