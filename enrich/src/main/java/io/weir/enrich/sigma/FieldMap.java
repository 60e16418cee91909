package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Sigma's names of fields and log sources are called here; read from {@code mapping.yaml}. */
final class FieldMap {
  private static final String FILE = "mapping.yaml";
  private static final List<String> SOURCE_KEYS = List.of("product", "category", "service");
  private static final FieldMap STANDARD = load();

  private record Source(Map<String, String> keys, EventCondition test, Set<String> fields) {}

  private final Map<String, FieldRef> fields = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();

  private FieldMap(YamlNode document) {
    Map<String, YamlNode> root = document.map(Set.of("fields", "logsources"));
    root.get("fields").map().forEach((name, ours) -> fields.put(name, FieldRef.firstOf(ours)));
    root.get("logsources").list().forEach(source -> sources.add(source(source)));
  }

  static FieldMap standard() {
    return STANDARD;
  }

  private static FieldMap load() {
    try (InputStream in = FieldMap.class.getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new FieldMap(YamlNode.documents(FILE, text).get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The field that Sigma calls so; any name means something, see {@link FieldRef#of}. */
  FieldRef field(String name) {
    FieldRef mapped = fields.get(name);
    return mapped == null ? FieldRef.of(name) : mapped;
  }

  /**
   * The question whether an event is from a log source.
   *
   * @param read takes the names of the fields that it reads
   */
  EventCondition source(YamlNode logsource, Set<String> read) {
    Map<String, String> asked = keys(logsource);
    if (asked.isEmpty()) {
      throw logsource.fault("logsource names no product, category or service");
    }
    for (Source source : sources) {
      if (source.keys.equals(asked)) {
        read.addAll(source.fields);
        return event -> event.answer(source.test);
      }
    }
    throw logsource.fault("logsource " + asked + " is not among those that are mapped");
  }

  private static Map<String, String> keys(YamlNode node) {
    Map<String, String> keys = new LinkedHashMap<>();
    Map<String, YamlNode> entries = node.map();
    for (String key : SOURCE_KEYS) {
      if (entries.containsKey(key)) {
        keys.put(key, entries.get(key).text());
      }
    }
    return keys;
  }

  private Source source(YamlNode node) {
    Set<String> read = new TreeSet<>();
    YamlNode where = node.map().get("where");
    List<EventCondition> tests = new ArrayList<>();
    where
        .map()
        .forEach(
            (name, values) ->
                tests.add(
                    new FieldCondition(values, FieldRef.of(name), List.of(), this, read).make()));
    return new Source(keys(node), Conditions.all(tests), read);
  }
}
