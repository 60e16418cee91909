package io.weir.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the runbooks have as code, in spans and in blocks, by what it is to be given to. */
final class Runbooks {
  private static final Path FOLDER = Path.of("../../dashboards/runbooks");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");

  /** Indented lines, which are to be pasted together. */
  private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {4,}\\S.*\\n)+");

  /** Lines between fences, which are to be pasted together as well. */
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```[^\\n]*\\n(.*?)^ *```");

  /** What a program says, and a value of the chart: nobody is to run them. */
  private static final Set<String> QUOTED =
      Set.of(
          "Message size too large",
          "broker transport failure",
          "cannot increase buffer",
          "chunk is too large",
          "it is not known how far weir-incidents has come",
          "no upstream connections",
          "permission denied",
          "replicas: 0");

  /** Whom a piece of code is for. */
  enum Kind {
    /** A command of a shell. */
    COMMAND("(kubectl|helm|amtool|weir|kafka-[a-z-]+\\.sh|for) .*"),
    /** Words to be added to a command of Kafka's console consumer. */
    OPTION("--[a-z-]+ \\S+"),
    /** A request to Elasticsearch. */
    REQUEST("(GET|POST|PUT|DELETE) \\S+"),
    /** A query in Kibana. */
    KIBANA("[a-z][a-z_.]+: .*"),
    /** A query in Grafana, of Loki. */
    LOKI("\\{.*"),
    /** One word: a name. */
    NAME("\\S+");

    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form, Pattern.DOTALL);
    }
  }

  private Runbooks() {}

  /** Each once, in order. */
  static List<String> of(Kind kind) {
    return all().filter(code -> kind.equals(kindOf(code))).toList();
  }

  /** What nobody knows what to do with. */
  static List<String> unknown() {
    return all().filter(code -> kindOf(code) == null).toList();
  }

  /** What is said to be quoted and is in no runbook. */
  static List<String> quotedInVain() {
    List<String> all = texts().flatMap(Runbooks::codeOf).toList();
    return QUOTED.stream().filter(quoted -> !all.contains(quoted)).toList();
  }

  /** Null if it is of none. */
  static Kind kindOf(String code) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.form.matcher(code).matches())
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> all() {
    return texts()
        .flatMap(Runbooks::codeOf)
        .filter(code -> !QUOTED.contains(code))
        .sorted()
        .distinct();
  }

  /** Each piece of code of a text, blocks without their indentation. */
  static Stream<String> codeOf(String text) {
    String unfenced = FENCE.matcher(text).replaceAll("");
    return Stream.of(
            FENCE.matcher(text).results().map(found -> found.group(1)),
            BLOCK.matcher(unfenced).results().map(MatchResult::group),
            SPAN.matcher(BLOCK.matcher(unfenced).replaceAll(""))
                .results()
                .map(found -> found.group(1)))
        .flatMap(found -> found)
        .map(code -> code.stripTrailing().stripIndent().strip());
  }

  private static Stream<String> texts() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Runbooks::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path runbook) {
    try {
      return Files.readString(runbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
