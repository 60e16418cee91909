package io.weir.ingest.parse.structured;

import io.weir.ingest.event.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keys say what. A dotted key is a path in nested objects, or is written with the dots. */
final class FieldMapping {
  private final Map<String, FieldMapper> mappers = new HashMap<>();
  private final Map<Field, List<String>> names = new EnumMap<>(Field.class);

  /** Every object on the way to a key. */
  private final Set<String> objects = new HashSet<>();

  FieldMapping add(FieldMapper mapper, String... keys) {
    for (String key : keys) {
      mappers.put(key, mapper);
      for (int dot = key.indexOf('.', 1); dot > 0; dot = key.indexOf('.', dot + 1)) {
        objects.add(key.substring(0, dot));
      }
    }
    return this;
  }

  FieldMapping texts(Field field, String... keys) {
    names.computeIfAbsent(field, any -> new ArrayList<>()).addAll(List.of(keys));
    return add(FieldMapper.text(field), keys);
  }

  FieldMapping ids(Field field, String... keys) {
    names.computeIfAbsent(field, any -> new ArrayList<>()).addAll(List.of(keys));
    return add(FieldMapper.id(field), keys);
  }

  FieldMapping numbers(Field field, String... keys) {
    return add(FieldMapper.number(field), keys);
  }

  /** The keys whose text becomes that field as it is. */
  List<String> names(Field field) {
    return List.copyOf(names.getOrDefault(field, List.of()));
  }

  FieldMapper mapper(String key) {
    return mappers.get(key);
  }

  boolean looksInto(String key) {
    return objects.contains(key);
  }
}
