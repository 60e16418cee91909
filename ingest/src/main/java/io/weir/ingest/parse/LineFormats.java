package io.weir.ingest.parse;

import io.weir.ingest.address.Networks;
import io.weir.ingest.parse.custom.FirstLine;
import io.weir.ingest.parse.custom.FormatExamples;
import io.weir.ingest.parse.custom.FormatReader;
import io.weir.ingest.parse.custom.SourceRule;
import io.weir.ingest.parse.custom.UserFormat;
import io.weir.ingest.parse.database.LogLinePrefix;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.transform.Transforms;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlFiles;
import io.weir.ingest.yaml.YamlNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The formats that lines can have and the choice among them: the pod's annotation {@code
 * weir.io/format}, else the first rule that is for the source, else the line itself. Never changes.
 */
public final class LineFormats {
  private static final LineFormats STANDARD =
      new LineFormats(Map.of(), List.of(), null, Transforms.NONE);

  private final Map<String, UserFormat> own;
  private final List<SourceRule> rules;
  private final LineParser forced;

  private final Transforms transforms;

  /** Whether any format or rule says how events begin or continue, as nearly none does. */
  private final boolean joinByRule;

  /**
   * What was chosen for a source.
   *
   * @param parser null if the line itself decides
   * @param zone null if none was chosen: then times without a zone are in UTC
   * @param proxies that are trusted, or null for those that the parsers trust
   * @param unknown whether a format was asked for that there is not
   */
  record Choice(LineParser parser, ZoneId zone, Networks proxies, boolean unknown) {}

  private static final Choice BY_LINE = new Choice(null, null, null, false);

  private LineFormats(
      Map<String, UserFormat> own,
      List<SourceRule> rules,
      LineParser forced,
      Transforms transforms) {
    this.transforms = transforms;
    this.own = own;
    this.rules = rules;
    this.forced = forced;
    this.joinByRule =
        rules.stream().anyMatch(rule -> rule.firstLine() != null || rule.prefix() != null)
            || own.values().stream().anyMatch(format -> format.firstLine() != null);
  }

  /** The names by which the formats that come with Weir can be chosen. */
  public static List<String> shippedNames() {
    return Formats.names();
  }

  /** The formats that come with Weir, times without a zone being in UTC. */
  public static LineFormats standard() {
    return STANDARD;
  }

  /**
   * The formats and rules of a file, or of all {@code .yml} and {@code .yaml} files below a
   * directory, added to those that come with Weir.
   *
   * @throws ConfigException naming file, line and reason of the first fault
   */
  public static LineFormats load(Path path) {
    List<YamlNode> documents = new ArrayList<>();
    for (Path file : YamlFiles.of(path)) {
      documents.addAll(YamlNode.documents(file));
    }
    if (documents.isEmpty()) {
      throw new ConfigException(path.toString(), "holds no format and no rule for sources");
    }
    return of(documents);
  }

  /** The formats and rules of some documents, in any order. */
  public static LineFormats of(List<YamlNode> documents) {
    Map<String, UserFormat> formats = new LinkedHashMap<>();
    for (YamlNode document : documents) {
      if (isFormat(document)) {
        UserFormat format = FormatReader.read(document);
        boolean taken = Formats.named(format.name()) != null;
        if (taken || formats.put(format.name(), format) != null) {
          throw document.fault("there is a format '" + format.name() + "' already");
        }
      }
    }
    LineFormats known = new LineFormats(formats, List.of(), null, Transforms.NONE);
    List<SourceRule> rules = new ArrayList<>();
    for (YamlNode document : documents) {
      if (!isFormat(document) && !Transforms.isTransforms(document)) {
        rules.addAll(known.rules(document));
      }
    }
    Transforms transforms =
        Transforms.of(documents.stream().filter(Transforms::isTransforms).toList());
    return new LineFormats(formats, List.copyOf(rules), null, transforms);
  }

  private List<SourceRule> rules(YamlNode document) {
    List<SourceRule> rules = new ArrayList<>();
    YamlNode sources = document.map(Set.of("sources")).get("sources");
    if (sources == null) {
      throw document.fault("is no format and has neither 'sources' nor 'transforms'");
    }
    for (YamlNode node : sources.list()) {
      SourceRule rule = SourceRule.read(node);
      if (rule.format() != null && named(rule.format()) == null) {
        throw node.fault(unknown(rule.format()));
      }
      rules.add(rule);
    }
    return rules;
  }

  /** Whether a document is meant to be a format. */
  public static boolean isFormat(YamlNode document) {
    return document.isMap() && document.map().containsKey("format");
  }

  /** Whether a document is meant to hold rules for sources. */
  public static boolean isSources(YamlNode document) {
    return document.isMap() && document.map().containsKey("sources");
  }

  /**
   * Checks a format by itself.
   *
   * @throws ConfigException naming file, line and reason
   */
  public static void check(YamlNode document) {
    FormatReader.read(document);
  }

  /**
   * What is wrong with the examples in a format's document.
   *
   * @return one line per failure, each with file and line; empty if all are read as they say
   */
  public static List<String> failures(YamlNode document) {
    return FormatExamples.failures(FormatReader.read(document), document);
  }

  /** The same for the rules for sources in a document. */
  public static List<String> failuresOfSources(YamlNode document) {
    return document.map().get("sources").list().stream()
        .flatMap(rule -> SourceRule.failures(rule).stream())
        .toList();
  }

  /** How many examples the document of a format, or of rules for sources, has. */
  public static int examples(YamlNode document) {
    return isSources(document)
        ? document.map().get("sources").list().stream().mapToInt(SourceRule::examples).sum()
        : FormatExamples.count(document);
  }

  /**
   * The same formats with one for every line, whatever its source.
   *
   * @throws ConfigException in one sentence with the known names if there is no such format
   */
  public LineFormats forced(String name) {
    LineParser parser = named(name);
    if (parser == null) {
      throw new ConfigException("--format", unknown(name));
    }
    return new LineFormats(own, rules, parser, transforms);
  }

  private String unknown(String name) {
    List<String> names = Formats.names();
    names.addAll(own.keySet());
    return "there is no format '" + name + "'; known are " + String.join(", ", names);
  }

  private LineParser named(String name) {
    UserFormat format = own.get(name);
    return format == null ? Formats.named(name) : format;
  }

  /** How the lines of a source are read. */
  Choice choice(LogSource source) {
    String annotated = source.format();
    if (annotated == null && source.zone() == null && rules.isEmpty() && forced == null) {
      return BY_LINE;
    }
    SourceRule rule = rule(source);
    String name = annotated == null && rule != null ? rule.format() : annotated;
    LineParser parser = name == null ? null : named(name);
    if (annotated == null && rule != null && rule.prefix() != null) {
      parser = line -> read(line, rule.prefix());
    }
    return new Choice(
        forced == null ? parser : forced,
        zone(source.zone(), rule),
        proxies(source),
        name != null && parser == null);
  }

  /** A server's container has lines of others too, such as of what starts it. */
  private static ParsedLine read(TextLine line, LogLinePrefix prefix) {
    ParsedLine parsed = prefix.parse(line);
    return parsed == null ? Formats.read(line) : parsed;
  }

  /** What is changed in the events that are made of the lines. */
  public Transforms transforms() {
    return transforms;
  }

  /** Whether the user says for any source how its events begin, or how its lines do. */
  public boolean joinByRule() {
    return joinByRule;
  }

  /**
   * The state of a group after its first line, where the user says how the events of its source
   * begin: by the first rule that does, else by the format of the source. Null for all others.
   */
  public MultilineState firstState(LogSource source, String line) {
    for (SourceRule rule : rules) {
      if (rule.firstLine() != null && rule.isFor(source)) {
        return rule.firstLine().state();
      }
      if (rule.prefix() != null && rule.isFor(source)) {
        return rule.prefix().state(line);
      }
    }
    FirstLine first =
        choice(source).parser() instanceof UserFormat format ? format.firstLine() : null;
    return first == null ? null : first.state();
  }

  /** Which of the writers of a source wrote a line, where the user says how its lines begin. */
  public String writer(LogSource source, String line) {
    for (SourceRule rule : rules) {
      if (rule.prefix() != null && rule.isFor(source)) {
        return rule.prefix().process(line);
      }
    }
    return null;
  }

  private SourceRule rule(LogSource source) {
    for (SourceRule rule : rules) {
      boolean reads = rule.format() != null || rule.prefix() != null || rule.zone() != null;
      if (reads && rule.isFor(source)) {
        return rule;
      }
    }
    return null;
  }

  private Networks proxies(LogSource source) {
    for (SourceRule rule : rules) {
      if (rule.proxies() != null && rule.isFor(source)) {
        return rule.proxies();
      }
    }
    return null;
  }

  private static ZoneId zone(String annotated, SourceRule rule) {
    if (annotated != null) {
      try {
        return ZoneId.of(annotated);
      } catch (DateTimeException e) {
        // As if it were not there: a pod must not be able to stop its own logs.
      }
    }
    return rule == null ? null : rule.zone();
  }
}
