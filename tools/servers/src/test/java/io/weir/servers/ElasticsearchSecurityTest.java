package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchSecurityTest {

  private static final String INDICES =
      "[{\"names\":[\"logs-*\"],\"privileges\":[\"create_doc\",\"auto_configure\"]}]";

  private static final String BULK =
      """
      {"create":{}}
      {"@timestamp":"2026-01-01T00:00:00Z"}
      """;

  @TempDir private static Path dir;

  private static ElasticsearchServer server;
  private static Rest nobody;
  private static Rest elastic;

  @BeforeAll
  static void start() throws IOException {
    Path password = Files.writeString(dir.resolve("password"), "changed-me\n");
    server =
        ElasticsearchServer.start(
            dir.resolve("data"), ElasticsearchServer.Options.DEFAULT.withSecurity(password));
    nobody = Rest.of(server.uri());
    elastic = nobody.as("elastic", "changed-me");
    Rest.Answer template =
        elastic.send(
            "PUT",
            "/_index_template/logs",
            """
            {"index_patterns":["logs-*"],"data_stream":{},"priority":500,
             "template":{"settings":{"number_of_replicas":0}}}
            """);
    assertThat(template.status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void letsNobodyInWithoutALogin() {
    assertThat(nobody.get("/").status()).isEqualTo(401);
    assertThat(nobody.as("elastic", "wrong").get("/").status()).isEqualTo(401);
    assertThat(elastic.get("/").status()).isEqualTo(200);
  }

  @Test
  void letsAnApiKeyCreateDocumentsButNotReadThem() {
    Rest.Answer key =
        elastic.send(
            "POST",
            "/_security/api_key",
            "{\"name\":\"writer\",\"role_descriptors\":{\"w\":{\"indices\":" + INDICES + "}}}");
    Rest writer = nobody.withApiKey(encoded(key));

    assertMayCreateButNotRead(writer, "/logs-key");
  }

  @Test
  void letsAUserWithARoleCreateDocumentsButNotReadThem() {
    elastic.send("PUT", "/_security/role/writer", "{\"indices\":" + INDICES + "}");
    elastic.send(
        "PUT", "/_security/user/bob", "{\"password\":\"bobs-word\",\"roles\":[\"writer\"]}");

    assertMayCreateButNotRead(nobody.as("bob", "bobs-word"), "/logs-user");
  }

  @Test
  void asksForPrivilegesInTheActionsThatWeAdded() {
    elastic.send("PUT", "/_security/role/monitor", "{\"cluster\":[\"monitor\"]}");
    elastic.send(
        "PUT", "/_security/user/eve", "{\"password\":\"eves-word\",\"roles\":[\"monitor\"]}");
    Rest eve = nobody.as("eve", "eves-word");

    assertThat(eve.get("/").status()).isEqualTo(200);
    assertThat(eve.get("/_data_stream/logs-key").status()).isEqualTo(403);
    assertThat(eve.send("DELETE", "/_data_stream/logs-key", "").status()).isEqualTo(403);
    assertThat(eve.get("/_ilm/policy").status()).isEqualTo(403);
    assertThat(eve.send("PUT", "/_ilm/policy/p", "{\"policy\":{\"phases\":{}}}").status())
        .isEqualTo(403);
  }

  private static void assertMayCreateButNotRead(Rest writer, String stream) {
    assertThat(writer.send("POST", stream + "/_bulk", BULK).body()).contains("\"status\":201");
    assertThat(writer.get(stream + "/_search").status()).isEqualTo(403);
    assertThat(writer.send("POST", "/other/_bulk", BULK).body()).contains("\"status\":403");
  }

  private static String encoded(Rest.Answer key) {
    Matcher matcher = Pattern.compile("\"encoded\":\"([^\"]+)\"").matcher(key.body());
    assertThat(matcher.find()).as(key.body()).isTrue();
    return matcher.group(1);
  }
}
