package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.servers.ElasticsearchServer;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Elasticsearch lets those do who have one of the roles that come for Kibana. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KibanaRolesIT {
  private static final Path KIBANA = Path.of("../dashboards/kibana");
  private static final String PASSWORD = "changed-me";

  private static final List<String> STREAMS =
      List.of(
          "logs-kubernetes.container_logs-default",
          "logs-kubernetes.audit_logs-default",
          "logs-falco.alerts-default",
          "logs-hashicorp_vault.audit-default",
          "logs-elasticsearch.audit-default",
          "logs-auditd.log-default",
          "logs-system.syslog-default",
          "logs-weir.incidents-default");

  /** What each role may read. */
  private static final Map<String, List<String>> READABLE =
      Map.of(
          "weir-auditor", STREAMS,
          "weir-security", STREAMS,
          "weir-developer", STREAMS.subList(0, 1));

  private ElasticsearchServer elasticsearch;
  private RestClient superuser;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Path password = Files.writeString(data.resolve("password"), PASSWORD + "\n");
    elasticsearch =
        ElasticsearchServer.start(
            data.resolve("data"), ElasticsearchServer.Options.DEFAULT.withSecurity(password));
    superuser = client("elastic");
    ElasticsearchSetup.run(superuser, 0);
    for (String stream : STREAMS) {
      String event = "{\"@timestamp\":\"2026-11-27T10:00:00Z\",\"message\":\"x\"}";
      assertThat(status(superuser, "PUT", "/" + stream + "/_create/1?refresh=true", event))
          .isEqualTo(201);
    }
    for (String role : READABLE.keySet()) {
      String rights = read("roles/" + role + ".json").path("elasticsearch").toString();
      assertThat(status(superuser, "PUT", "/_security/role/" + role, rights)).isEqualTo(200);
      String user = "{\"password\":\"%s\",\"roles\":[\"%s\"]}".formatted(PASSWORD, role);
      assertThat(status(superuser, "PUT", "/_security/user/" + role, user)).isEqualTo(200);
    }
  }

  private RestClient client(String user) {
    String login = user + ":" + PASSWORD;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return RestClient.builder(HttpHost.create(elasticsearch.uri().toString()))
        .setDefaultHeaders(new BasicHeader[] {new BasicHeader("Authorization", basic)})
        .build();
  }

  @AfterAll
  void stop() throws IOException {
    superuser.close();
    elasticsearch.close();
  }

  private static JsonNode read(String file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(KIBANA.resolve(file)));
  }

  private static int status(RestClient client, String method, String path, String body)
      throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body);
    }
    try {
      return client.performRequest(request).getStatusLine().getStatusCode();
    } catch (ResponseException e) {
      return e.getResponse().getStatusLine().getStatusCode();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weir-auditor", "weir-security", "weir-developer"})
  void readsItsStreamsAndChangesNothing(String role) throws IOException {
    try (RestClient client = client(role)) {
      for (String stream : STREAMS) {
        boolean readable = READABLE.get(role).contains(stream);
        assertThat(status(client, "GET", "/" + stream + "/_search", null))
            .as(stream)
            .isEqualTo(readable ? 200 : 403);
        assertThat(status(client, "POST", "/" + stream + "/_doc", "{\"@timestamp\":0}"))
            .as(stream)
            .isEqualTo(403);
        assertThat(status(client, "DELETE", "/_data_stream/" + stream, null))
            .as(stream)
            .isEqualTo(403);
      }
      assertThat(status(client, "PUT", "/_security/role/" + role, "{}")).isEqualTo(403);
    }
  }

  /** What the compliance report asks for. */
  @Test
  void anAuditorSeesTheLifecycleToo() throws IOException {
    try (RestClient client = client("weir-auditor")) {
      assertThat(status(client, "GET", "/_ilm/policy", null)).isEqualTo(200);
      assertThat(status(client, "GET", "/_data_stream/" + STREAMS.get(0), null)).isEqualTo(200);
      assertThat(status(client, "GET", "/" + STREAMS.get(0) + "/_settings", null)).isEqualTo(200);
      assertThat(status(client, "GET", "/" + STREAMS.get(0) + "/_stats", null)).isEqualTo(200);
    }
  }

  @Test
  void everySpaceHasARoleAndEveryRoleASpace() throws IOException {
    Set<String> spaces = new TreeSet<>();
    for (String file : files("spaces")) {
      spaces.add(read("spaces/" + file).path("id").asText());
    }
    Set<String> ofRoles = new TreeSet<>();
    for (String file : files("roles")) {
      read("roles/" + file)
          .path("kibana")
          .forEach(right -> right.path("spaces").forEach(space -> ofRoles.add(space.asText())));
    }
    assertThat(files("roles")).hasSameSizeAs(READABLE.keySet());
    assertThat(ofRoles).isEqualTo(spaces).hasSize(3);
  }

  private static List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(KIBANA.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
