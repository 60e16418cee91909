package io.weir.enrich.sigma;

import com.google.re2j.PatternSyntaxException;
import io.weir.ingest.address.Cidr;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Makes the test of one field, or of keywords, out of modifiers and values.
 *
 * @see <a
 *     href="https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html">Sigma
 *     modifiers</a>
 */
final class FieldCondition {
  private static final Set<String> NUMERIC = Set.of("lt", "lte", "gt", "gte");
  private static final Set<String> PLACES = Set.of("contains", "startswith", "endswith");
  private static final Set<String> REGEX = Set.of("re", "i", "m", "s");
  private static final Set<String> OTHERS =
      Set.of("all", "cased", "exists", "neq", "windash", "cidr", "fieldref");

  private final YamlNode at;
  private final FieldRef field;
  private final List<String> modifiers;
  private final FieldMap map;
  private final Set<String> read;

  /**
   * A test to be made.
   *
   * @param field null for keywords
   * @param read takes the names of the fields that are read
   */
  FieldCondition(
      YamlNode at, FieldRef field, List<String> modifiers, FieldMap map, Set<String> read) {
    this.at = at;
    this.field = field;
    this.modifiers = modifiers;
    this.map = map;
    this.read = read;
    modifiers.forEach(this::checkKnown);
    read.add(field == null ? FieldRef.EVERYTHING.name() : field.name());
  }

  private void checkKnown(String name) {
    boolean known =
        NUMERIC.contains(name)
            || PLACES.contains(name)
            || ValueEncodings.ENCODINGS.contains(name)
            || OTHERS.contains(name)
            || (REGEX.contains(name) && has("re"));
    if (!known) {
      throw at.fault("modifier '" + name + "' is not supported");
    }
  }

  EventCondition make() {
    List<EventCondition> tests = at.list().stream().map(this::value).toList();
    if (tests.isEmpty() && !at.isNull()) {
      throw at.fault("lists no value");
    }
    if (at.isNull()) {
      tests = List.of(absent());
    }
    EventCondition test = has("all") ? Conditions.all(tests) : Conditions.any(tests);
    return has("neq") ? Conditions.not(test) : test;
  }

  private boolean has(String modifier) {
    return modifiers.contains(modifier);
  }

  private EventCondition value(YamlNode value) {
    if (has("exists")) {
      boolean wanted = value.bool();
      return event -> wanted != event.values(field).isEmpty();
    }
    if (value.isNull()) {
      return absent();
    }
    if (has("fieldref")) {
      FieldRef other = map.field(value.text());
      read.add(other.name());
      return event -> event.values(other).stream().anyMatch(event.values(field)::contains);
    }
    return test(predicate(value), has("cased") || has("re"));
  }

  private EventCondition absent() {
    FieldRef ref = requireField();
    return event -> event.values(ref).isEmpty();
  }

  private FieldRef requireField() {
    if (field == null) {
      throw at.fault("keywords must be text");
    }
    return field;
  }

  private EventCondition test(Predicate<String> wanted, boolean cased) {
    FieldRef ref = field == null ? FieldRef.EVERYTHING : field;
    return event -> {
      for (String text : event.values(ref, cased)) {
        if (wanted.test(text)) {
          return true;
        }
      }
      return false;
    };
  }

  private Predicate<String> predicate(YamlNode value) {
    if (has("re")) {
      return regex(value);
    }
    if (has("cidr")) {
      return Cidr.parse(value.text())
              .orElseThrow(() -> value.fault("'" + value.text() + "' is no network"))
          ::contains;
    }
    for (String modifier : modifiers) {
      if (NUMERIC.contains(modifier)) {
        return number(modifier, value);
      }
    }
    List<Glob> globs = ValueEncodings.of(value, modifiers).stream().map(this::glob).toList();
    boolean dashes = has("windash");
    return text -> {
      String seen = dashes ? ValueEncodings.withOneDash(text) : text;
      for (Glob glob : globs) {
        if (glob.matches(seen)) {
          return true;
        }
      }
      return false;
    };
  }

  private Glob glob(String pattern) {
    Glob glob = Glob.of(has("cased") ? pattern : pattern.toLowerCase(Locale.ROOT));
    if (has("contains") || field == null) {
      return glob.contains();
    }
    return has("startswith") ? glob.startsWith() : has("endswith") ? glob.endsWith() : glob;
  }

  private Predicate<String> regex(YamlNode value) {
    int flags =
        (has("i") ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0)
            | (has("m") ? com.google.re2j.Pattern.MULTILINE : 0)
            | (has("s") ? com.google.re2j.Pattern.DOTALL : 0);
    try {
      var pattern = com.google.re2j.Pattern.compile(value.text(), flags);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw value.fault("is no regular expression of RE2: " + e.getDescription());
    }
  }

  private static Predicate<String> number(String comparison, YamlNode value) {
    BigDecimal limit = decimal(value.text());
    if (limit == null) {
      throw value.fault("must be a number, not '" + value.text() + "'");
    }
    IntPredicate wanted = Comparison.of(comparison);
    return text -> {
      BigDecimal number = decimal(text);
      return number != null && wanted.test(number.compareTo(limit));
    };
  }

  /** Null for what is no number, or one so long that comparing it would be work. */
  private static BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 40 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The modifiers of a key such as {@code CommandLine|contains|all}, without the field. */
  static List<String> modifiers(String key, YamlNode at) {
    List<String> parts = List.of(key.split("\\|", -1));
    Set<String> modifiers = new LinkedHashSet<>(parts.subList(1, parts.size()));
    if (modifiers.size() < parts.size() - 1) {
      throw at.fault("'" + key + "' has a modifier twice");
    }
    return List.copyOf(modifiers);
  }

  /** A fault if the value is of a kind that cannot be compared. */
  static ConfigException notAValue(YamlNode at) {
    return at.fault("must be a value or a list of values");
  }
}
