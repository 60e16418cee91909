package io.weir.sinks.setup;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch.cluster.PutComponentTemplateRequest;
import co.elastic.clients.elasticsearch.ilm.Phase;
import co.elastic.clients.elasticsearch.ilm.PutLifecycleRequest;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.PutIndexTemplateRequest;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.weir.ingest.event.Field;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** The data streams that the template is for. */
  public static final List<String> PATTERNS =
      List.of(
          "logs-kubernetes.container_logs-*",
          "logs-kubernetes.audit_logs-*",
          "logs-falco.alerts-*",
          "logs-hashicorp_vault.audit-*",
          "logs-elasticsearch.audit-*",
          "logs-auditd.log-*",
          "logs-system.syslog-*",
          "logs-weir.*-*");

  private static final long PRIORITY = 500;

  private static final String MAX_FIELDS = "500";

  private ElasticsearchSetup() {}

  /**
   * Puts all of it, by typed requests: a name that is misspelt does not compile.
   *
   * @param rest owned by the caller
   * @param replicas of each shard
   * @throws IOException if the server cannot be reached or refuses
   */
  public static void run(RestClient rest, int replicas) throws IOException {
    ElasticsearchClient client =
        new ElasticsearchClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
    try {
      client.ilm().putLifecycle(lifecycle());
      client.cluster().putComponentTemplate(component(replicas));
      client.indices().putIndexTemplate(template());
    } catch (ElasticsearchException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** 90 days from the rollover, which comes after a day at most: never more than 91. */
  private static PutLifecycleRequest lifecycle() {
    Phase hot =
        Phase.of(
            phase ->
                phase.actions(
                    actions ->
                        actions.rollover(
                            rollover ->
                                rollover
                                    .maxAge(age -> age.time("1d"))
                                    .maxPrimaryShardSize("50gb"))));
    Phase delete =
        Phase.of(
            phase ->
                phase.minAge(age -> age.time("90d")).actions(it -> it.delete(action -> action)));
    return PutLifecycleRequest.of(
        request ->
            request
                .name(NAME)
                .policy(policy -> policy.phases(phases -> phases.hot(hot).delete(delete))));
  }

  private static PutComponentTemplateRequest component(int replicas) {
    return PutComponentTemplateRequest.of(
        request ->
            request
                .name(NAME)
                .template(template -> template.settings(settings(replicas)).mappings(mappings())));
  }

  private static IndexSettings settings(int replicas) {
    return IndexSettings.of(
        settings ->
            settings.index(
                index ->
                    index
                        .numberOfReplicas(String.valueOf(replicas))
                        .lifecycle(lifecycle -> lifecycle.name(NAME))
                        .mapping(
                            mapping ->
                                mapping
                                    .ignoreMalformed(true)
                                    .totalFields(
                                        fields ->
                                            fields
                                                .limit(MAX_FIELDS)
                                                .ignoreDynamicBeyondLimit(true)))));
  }

  private static TypeMapping mappings() {
    PropertyTree tree = new PropertyTree();
    tree.put("@timestamp", Property.of(it -> it.dateNanos(date -> date.ignoreMalformed(false))));
    tree.put("message", Property.of(it -> it.text(text -> text)));
    for (Field field : Field.values()) {
      tree.put(field.path(), property(field));
    }
    // No alias: a document of an earlier build has a value under such a name, and would be refused.
    Field.ALIASES.keySet().forEach(name -> tree.put(name, keyword(List.of())));
    Field.CONSTANTS.forEach(
        (name, value) ->
            tree.put(
                name,
                Property.of(
                    it -> it.constantKeyword(constant -> constant.value(JsonData.of(value))))));
    // Stored, but not indexed: an application must not be able to fill the mapping.
    return TypeMapping.of(
        mapping ->
            mapping
                .dynamic(DynamicMapping.False)
                .dateDetection(false)
                .properties(tree.properties()));
  }

  private static Property property(Field field) {
    return switch (field.type()) {
      case KEYWORD, KEYWORDS, CONSTANT -> keyword(aliases(field));
      case TEXT -> Property.of(it -> it.text(text -> text));
      case RAW -> Property.of(it -> it.keyword(raw -> raw.index(false).docValues(false)));
      case LONG, LONGS -> Property.of(it -> it.long_(number -> number));
      case IP -> Property.of(it -> it.ip(ip -> ip.ignoreMalformed(true)));
      case DATE -> Property.of(it -> it.dateNanos(date -> date));
      case STORED -> Property.of(it -> it.object(object -> object.enabled(false)));
      case FLATTENED ->
          Property.of(it -> it.flattened(flat -> flat.ignoreAbove(Field.MAX_KEYWORD_CHARS)));
    };
  }

  /** Other names under which a value is indexed as well. */
  private static List<String> aliases(Field field) {
    return Field.ALIASES.entrySet().stream()
        .filter(alias -> alias.getValue() == field)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Property keyword(List<String> copies) {
    return Property.of(
        it -> it.keyword(keyword -> keyword.ignoreAbove(Field.MAX_KEYWORD_CHARS).copyTo(copies)));
  }

  /** Properties by the parts of their paths. */
  private static final class PropertyTree {
    private final Map<String, Property> leaves = new TreeMap<>();
    private final Map<String, PropertyTree> branches = new TreeMap<>();

    void put(String path, Property property) {
      int dot = path.indexOf('.');
      if (dot < 0) {
        leaves.put(path, property);
      } else {
        branches
            .computeIfAbsent(path.substring(0, dot), name -> new PropertyTree())
            .put(path.substring(dot + 1), property);
      }
    }

    Map<String, Property> properties() {
      Map<String, Property> properties = new TreeMap<>(leaves);
      branches.forEach(
          (name, tree) ->
              properties.put(
                  name,
                  Property.of(it -> it.object(object -> object.properties(tree.properties())))));
      return properties;
    }
  }

  private static PutIndexTemplateRequest template() {
    return PutIndexTemplateRequest.of(
        request ->
            request
                .name(NAME)
                .indexPatterns(PATTERNS)
                .priority(PRIORITY)
                .dataStream(stream -> stream)
                .composedOf(NAME, CUSTOM)
                .ignoreMissingComponentTemplates(CUSTOM)
                // With it on, what is refused looks stored, and is where nobody redacts or deletes.
                .template(
                    template ->
                        template.dataStreamOptions(
                            options -> options.failureStore(store -> store.enabled(false))))
                .meta("managed_by", JsonData.of(NAME)));
  }
}
