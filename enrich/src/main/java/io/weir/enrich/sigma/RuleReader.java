package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads one document of a rule file. */
final class RuleReader {
  private static final Set<String> STATUSES =
      Set.of("stable", "test", "experimental", "deprecated", "unsupported");
  private static final Set<String> EXTENSION = Set.of("runbook", "severity", "tests");
  private static final int MAX_TITLE = 256;

  private final FieldMap map = FieldMap.standard();

  /** Returns a {@link DetectionRule} or a {@link UnresolvedCorrelation}. */
  Object read(YamlNode document) {
    Map<String, YamlNode> root = document.map();
    RuleMetadata metadata = metadata(document, root);
    if (root.containsKey("detection") == root.containsKey("correlation")) {
      throw document.fault(
          root.containsKey("filter")
              ? "filters are not supported; put the exception into the rule"
              : "a rule has either a 'detection' or a 'correlation'");
    }
    return root.containsKey("correlation")
        ? UnresolvedCorrelation.read(metadata, root.get("correlation"), map)
        : detection(metadata, document, root);
  }

  private DetectionRule detection(
      RuleMetadata metadata, YamlNode document, Map<String, YamlNode> root) {
    if (!root.containsKey("logsource")) {
      throw document.fault("a detection rule has a 'logsource'");
    }
    DetectionReader reader = new DetectionReader(map);
    EventCondition source = map.source(root.get("logsource"), reader.fields());
    EventCondition condition = reader.read(root.get("detection"));
    return new DetectionRule(metadata, source, condition, Set.copyOf(reader.fields()));
  }

  private static RuleMetadata metadata(YamlNode document, Map<String, YamlNode> root) {
    String title = text(root, "title");
    if (title == null || title.isBlank() || title.length() > MAX_TITLE) {
      throw document.fault("a rule has a 'title' of at most " + MAX_TITLE + " characters");
    }
    if (root.containsKey("status") && !STATUSES.contains(text(root, "status"))) {
      throw root.get("status").fault("'" + text(root, "status") + "' is no status");
    }
    Map<String, YamlNode> extension =
        root.containsKey("weir") ? root.get("weir").map(EXTENSION) : new HashMap<>();
    AttackTags tags =
        AttackTags.of(
            root.containsKey("tags")
                ? root.get("tags").list().stream().map(YamlNode::text).toList()
                : List.of());
    String name = text(root, "name");
    String id = text(root, "id");
    return new RuleMetadata(
        document.place(),
        id != null ? id : name != null ? name : idOf(title),
        name,
        title,
        level(extension.getOrDefault("severity", root.get("level"))),
        tags.tactics(),
        tags.techniques(),
        text(extension, "runbook"));
  }

  /**
   * A title is for people: of a rule without a better name the id is made of it, always the same.
   */
  private static String idOf(String title) {
    return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Level level(YamlNode level) {
    return level == null ? Level.MEDIUM : level.oneOf(Level.class);
  }

  private static String text(Map<String, YamlNode> root, String key) {
    return root.containsKey(key) ? root.get(key).text() : null;
  }
}
