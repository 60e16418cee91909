package io.weir.enrich.sigma;

import com.google.re2j.PatternSyntaxException;
import io.weir.ingest.config.ConfigException;
import io.weir.ingest.config.YamlNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
final class FieldTest {
  private static final Set<String> NUMERIC = Set.of("lt", "lte", "gt", "gte");
  private static final Set<String> PLACES = Set.of("contains", "startswith", "endswith");
  private static final Set<String> REGEX = Set.of("re", "i", "m", "s");
  private static final Set<String> ENCODINGS =
      Set.of("base64", "base64offset", "utf16le", "wide", "utf16be", "utf16");
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
  FieldTest(YamlNode at, FieldRef field, List<String> modifiers, FieldMap map, Set<String> read) {
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
            || ENCODINGS.contains(name)
            || OTHERS.contains(name)
            || (REGEX.contains(name) && has("re"));
    if (!known) {
      throw at.fault("modifier '" + name + "' is not supported");
    }
  }

  EventTest make() {
    List<EventTest> tests = at.list().stream().map(this::value).toList();
    if (tests.isEmpty() && !at.isNull()) {
      throw at.fault("lists no value");
    }
    if (at.isNull()) {
      tests = List.of(absent());
    }
    EventTest test = has("all") ? Tests.all(tests) : Tests.any(tests);
    return has("neq") ? Tests.not(test) : test;
  }

  private boolean has(String modifier) {
    return modifiers.contains(modifier);
  }

  private EventTest value(YamlNode value) {
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

  private EventTest absent() {
    FieldRef ref = requireField();
    return event -> event.values(ref).isEmpty();
  }

  private FieldRef requireField() {
    if (field == null) {
      throw at.fault("keywords must be text");
    }
    return field;
  }

  private EventTest test(Predicate<String> wanted, boolean cased) {
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
    List<Glob> globs = spellings(value).stream().map(this::glob).toList();
    boolean dashes = has("windash");
    return text -> {
      String seen = dashes ? withOneDash(text) : text;
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

  /** The patterns that stand for the value once it has been encoded. */
  private List<String> spellings(YamlNode value) {
    String pattern = value.text();
    if (has("windash")) {
      pattern = withOneDash(pattern);
    }
    if (modifiers.stream().noneMatch(ENCODINGS::contains)) {
      return List.of(pattern);
    }
    if (!has("base64") && !has("base64offset")) {
      throw value.fault("UTF-16 in a field is only found as Base64");
    }
    byte[] bytes = pattern.getBytes(charset());
    List<String> encoded =
        has("base64offset") ? offsets(bytes) : List.of(Base64.getEncoder().encodeToString(bytes));
    return encoded.stream().map(Glob::quote).toList();
  }

  private Charset charset() {
    if (has("utf16le") || has("wide")) {
      return StandardCharsets.UTF_16LE;
    }
    return has("utf16be")
        ? StandardCharsets.UTF_16BE
        : has("utf16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** What is the same in Base64 whatever stands before and after, for the three ways to begin. */
  private static List<String> offsets(byte[] bytes) {
    List<String> encoded = new ArrayList<>();
    int[] starts = {0, 2, 3};
    for (int shift = 0; shift < starts.length; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = Base64.getEncoder().encodeToString(shifted);
      int open = shifted.length % 3;
      int end = text.length() - (open == 0 ? 0 : open == 1 ? 3 : 2);
      encoded.add(text.substring(Math.min(starts[shift], end), end));
    }
    return encoded;
  }

  /** Programs take an option with any of those before it. */
  private static String withOneDash(String text) {
    return text.replaceAll("[/–—―]", "-");
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
