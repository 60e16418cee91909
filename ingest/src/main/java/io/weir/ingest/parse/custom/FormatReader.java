package io.weir.ingest.parse.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.LineFields;
import io.weir.ingest.parse.custom.UserFormat.Group;
import io.weir.ingest.parse.custom.UserFormat.Use;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a format that a user has described. Every fault names file, line and reason. */
public final class FormatReader {
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "description",
          FirstLine.KEY,
          "pattern",
          "fields",
          "time",
          "zone",
          "levels",
          "examples");

  private static final Map<String, Use> OWN_USES =
      Map.of("time", Use.TIME, "level", Use.LEVEL, "message", Use.MESSAGE);

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", Quantities.MICROSECOND,
          "ms", Quantities.MILLISECOND,
          "s", Quantities.SECOND);

  private static final int MAX_NAME = 64;

  private FormatReader() {}

  /**
   * The format that a document describes, with its examples checked for their form; a fault names
   * file, line and reason.
   */
  public static UserFormat read(YamlNode document) {
    Map<String, YamlNode> keys = document.map(KEYS);
    String name = name(keys.get("format"));
    if (!keys.containsKey("pattern")) {
      throw document.fault("has no 'pattern'");
    }
    Pattern pattern = pattern(keys.get("pattern"));
    List<Group> groups = groups(pattern, keys.get("pattern"), keys.get("fields"));
    boolean timed = groups.stream().anyMatch(group -> group.use() == Use.TIME);
    if (timed != keys.containsKey("time")) {
      throw document.fault(
          timed ? "has a group for the time and no 'time', its layout" : "has no group for 'time'");
    }
    FirstLine firstLine =
        keys.containsKey(FirstLine.KEY) ? FirstLine.read(keys.get(FirstLine.KEY)) : null;
    FormatExamples.check(document, firstLine);
    return new UserFormat(
        name,
        pattern,
        groups,
        timed ? TimeLayout.of(keys.get("time")) : null,
        keys.containsKey("zone") ? SourceRule.zone(keys.get("zone")) : null,
        levels(keys.get("levels")),
        firstLine);
  }

  private static String name(YamlNode node) {
    String name = node.text();
    if (!name.matches("[a-z0-9][a-z0-9._-]*") || name.length() > MAX_NAME) {
      throw node.fault("a format's name has lower-case letters, digits, '.', '_' and '-' only");
    }
    return name;
  }

  private static Pattern pattern(YamlNode node) {
    try {
      return Pattern.compile(node.text(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw node.fault("is no pattern: " + e.getDescription() + ": " + e.getPattern());
    }
  }

  private static List<Group> groups(Pattern pattern, YamlNode at, YamlNode fields) {
    Map<String, YamlNode> targets = fields == null ? Map.of() : fields.map();
    List<Group> groups = new ArrayList<>();
    for (String name : pattern.namedGroups().keySet()) {
      YamlNode target = targets.get(name);
      groups.add(target == null ? own(name) : group(name, target));
    }
    if (groups.isEmpty()) {
      throw at.fault("has no named group such as (?P<level>[A-Z]+)");
    }
    targets.forEach(
        (name, node) -> {
          if (!pattern.namedGroups().containsKey(name)) {
            throw node.fault("the pattern has no group '" + name + "'");
          }
        });
    return groups;
  }

  private static Group own(String name) {
    return new Group(name, OWN_USES.getOrDefault(name, Use.CONTENT), null, 1);
  }

  /** A field's name, or for a duration the name and the unit: {@code event.duration ms}. */
  private static Group group(String name, YamlNode node) {
    String target = node.text();
    if (OWN_USES.containsKey(target)) {
      return new Group(name, OWN_USES.get(target), null, 1);
    }
    int blank = target.indexOf(' ');
    String path = blank < 0 ? target : target.substring(0, blank);
    Field field = Field.byName(path).filter(FormatReader::isAllowed).orElse(null);
    if (field == null) {
      throw node.fault("'" + path + "' is no field that a line may set");
    }
    Long unit = blank < 0 ? Long.valueOf(1) : UNITS.get(target.substring(blank + 1).strip());
    if (unit == null || (blank > 0 && field != Field.EVENT_DURATION)) {
      throw node.fault("only event.duration takes a unit (ns, us, ms or s)");
    }
    return new Group(name, Use.FIELD, field, unit);
  }

  private static boolean isAllowed(Field field) {
    return switch (field.type()) {
      case KEYWORD, TEXT, LONG, IP -> LineFields.has(field);
      default -> false;
    };
  }

  private static Map<String, String> levels(YamlNode node) {
    Map<String, String> levels = new HashMap<>();
    if (node != null) {
      node.map()
          .forEach(
              (word, level) -> {
                if (!level.text().equals(Levels.named(level.text()))) {
                  throw level.fault("there is no level '" + level.text() + "'");
                }
                levels.put(word, level.text());
              });
    }
    return Map.copyOf(levels);
  }
}
