package io.weir.sinks.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Prepares Elasticsearch for events: lifecycle policy, mappings and index template. Can be run
 * again at any time; never done by a sink, whose rights do not reach that far.
 */
public final class ElasticsearchSetup {
  /** The name of the policy, the component template and the index template. */
  public static final String NAME = "weir";

  /** What an operator may add to; not ours. */
  private static final String CUSTOM = "weir@custom";

  private static final List<String> PATTERNS =
      List.of(
          "logs-kubernetes.container_logs-*",
          "logs-kubernetes.audit_logs-*",
          "logs-falco.alerts-*",
          "logs-hashicorp_vault.audit-*",
          "logs-elasticsearch.audit-*",
          "logs-auditd.log-*",
          "logs-system.syslog-*",
          "logs-weir.*-*");

  private static final int PRIORITY = 500;

  private ElasticsearchSetup() {}

  /**
   * Puts all of it.
   *
   * @param replicas of each shard
   * @throws IOException if the server cannot be reached or refuses
   */
  public static void run(RestClient client, int replicas) throws IOException {
    put(client, "/_ilm/policy/" + NAME, lifecycle());
    put(client, "/_component_template/" + NAME, component(replicas));
    put(client, "/_index_template/" + NAME, template());
  }

  private static void put(RestClient client, String path, ObjectNode body) throws IOException {
    Request request = new Request("PUT", path);
    request.setJsonEntity(body.toString());
    client.performRequest(request);
  }

  /** 90 days from the rollover, which comes after a day at most: never more than 91. */
  private static ObjectNode lifecycle() {
    ObjectNode policy = Json.MAPPER.createObjectNode();
    ObjectNode phases = policy.putObject("policy").putObject("phases");
    phases
        .putObject("hot")
        .putObject("actions")
        .putObject("rollover")
        .put("max_age", "1d")
        .put("max_primary_shard_size", "50gb");
    phases.putObject("delete").put("min_age", "90d").putObject("actions").putObject("delete");
    return policy;
  }

  private static ObjectNode component(int replicas) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode template = body.putObject("template");
    ObjectNode index = template.putObject("settings").putObject("index");
    index.put("number_of_replicas", replicas);
    ObjectNode mapping = index.putObject("mapping");
    mapping.put("ignore_malformed", true);
    mapping.putObject("total_fields").put("limit", 500).put("ignore_dynamic_beyond_limit", true);
    index.putObject("lifecycle").put("name", NAME);
    mappings(template.putObject("mappings"));
    return body;
  }

  private static void mappings(ObjectNode mappings) {
    // Stored, but not indexed: an application must not be able to fill the mapping.
    mappings.put("dynamic", false).put("date_detection", false);
    ObjectNode properties = mappings.putObject("properties");
    properties.putObject("@timestamp").put("type", "date_nanos").put("ignore_malformed", false);
    properties.putObject("message").put("type", "text");
    for (Field field : Field.values()) {
      type(field, leaf(properties, field));
    }
  }

  private static ObjectNode leaf(ObjectNode properties, Field field) {
    String[] path = field.path().split("\\.", -1);
    ObjectNode at = properties;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.withObjectProperty(path[i]).withObjectProperty("properties");
    }
    return at.withObjectProperty(path[path.length - 1]);
  }

  private static void type(Field field, ObjectNode mapping) {
    switch (field.type()) {
      case KEYWORD, KEYWORDS, CONSTANT ->
          mapping.put("type", "keyword").put("ignore_above", Field.MAX_KEYWORD_CHARS);
      case TEXT -> mapping.put("type", "text");
      case LONG, LONGS -> mapping.put("type", "long");
      case IP -> mapping.put("type", "ip").put("ignore_malformed", true);
      case DATE -> mapping.put("type", "date_nanos");
      case STORED -> mapping.put("type", "object").put("enabled", false);
      case FLATTENED ->
          mapping.put("type", "flattened").put("ignore_above", Field.MAX_KEYWORD_CHARS);
    }
  }

  private static ObjectNode template() {
    ObjectNode body = Json.MAPPER.createObjectNode();
    PATTERNS.forEach(body.putArray("index_patterns")::add);
    body.put("priority", PRIORITY);
    body.putObject("data_stream");
    body.putArray("composed_of").add(NAME).add(CUSTOM);
    body.putArray("ignore_missing_component_templates").add(CUSTOM);
    // With it on, what is refused looks stored, and lies where nobody redacts or deletes it.
    body.putObject("template")
        .putObject("data_stream_options")
        .putObject("failure_store")
        .put("enabled", false);
    body.putObject("_meta").put("managed_by", NAME);
    return body;
  }
}
