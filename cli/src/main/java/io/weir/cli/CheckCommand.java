package io.weir.cli;

import io.weir.cli.command.InputFiles;
import io.weir.cli.command.TerminalText;
import io.weir.cli.config.AlertmanagerConfig;
import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.config.EnrichEventsConfig;
import io.weir.cli.config.EnrichIncidentsConfig;
import io.weir.cli.config.LokiConfig;
import io.weir.cli.config.Settings;
import io.weir.cli.config.SetupConfig;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.transform.Transforms;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    header = "Validates policies, key files, rules, formats and configurations.",
    description =
        "Prints a line for each file: what it is, or in which line it is not valid and why. "
            + "Exit status 1 if a file is not valid.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "what to check")
  private List<Path> paths;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int faults = 0;
    int checked = 0;
    List<YamlNode> rules = new ArrayList<>();
    List<YamlNode> formats = new ArrayList<>();
    for (Path file : InputFiles.of(paths)) {
      checked++;
      try {
        out.println(file + ": " + kindOf(file, rules, formats) + ", valid");
      } catch (ConfigException e) {
        out.println(TerminalText.shown(e.getMessage()));
        faults++;
      }
    }
    faults += faultsBetween(() -> RuleSet.of(rules), out);
    faults += faultsBetween(() -> LineFormats.of(formats), out);
    out.printf("%d files checked, %d not valid%n", checked, faults);
    out.flush();
    return faults == 0 && checked > 0 ? Weir.DONE : Weir.FAILED;
  }

  /** Rules and formats are checked one by one first; then whether they agree with each other. */
  private static int faultsBetween(Runnable all, PrintWriter out) {
    try {
      all.run();
      return 0;
    } catch (ConfigException e) {
      out.println(TerminalText.shown(e.getMessage()));
      return 1;
    }
  }

  /**
   * Reads the file as what its keys say it is.
   *
   * @param rules takes the file's rules
   * @param formats takes the file's formats of lines
   */
  private static String kindOf(Path file, List<YamlNode> rules, List<YamlNode> formats) {
    List<YamlNode> documents = YamlNode.documents(file);
    if (documents.isEmpty()) {
      throw new ConfigException(file.toString(), "is empty");
    }
    var root = documents.get(0).map();
    if (root.containsKey("classes")) {
      return "redaction policy " + Policies.load(file).version();
    }
    if (root.containsKey("active") && root.containsKey("keys")) {
      Pseudonyms.load(file);
      return "pseudonym keys";
    }
    if (root.containsKey("detection") || root.containsKey("correlation")) {
      documents.forEach(RuleSet::check);
      rules.addAll(documents);
      return documents.size() == 1 ? "rule" : documents.size() + " rules";
    }
    if (documents.stream().anyMatch(LineFormats::isFormat)
        || documents.stream().anyMatch(LineFormats::isSources)
        || documents.stream().anyMatch(Transforms::isTransforms)) {
      formats.addAll(documents);
      documents.stream().filter(LineFormats::isFormat).forEach(LineFormats::check);
      return "formats of lines";
    }
    if (root.containsKey("kafka") || root.containsKey("kafka.bootstrap.servers")) {
      return configuration(Settings.load(file, Map.of()));
    }
    throw documents.get(0).fault("is no policy, key file, rule, format or configuration");
  }

  /**
   * The role that a configuration is for follows from the store it names, or from its other keys.
   */
  private static String configuration(Settings settings) {
    if (settings.has("topics")) {
      SetupConfig.read(settings);
      return "configuration of weir setup";
    }
    if (settings.has("loki")) {
      LokiConfig.read(settings);
      return "configuration of weir sink loki";
    }
    if (settings.has("elasticsearch")) {
      ElasticsearchConfig.read(settings);
      return "configuration of weir sink elasticsearch";
    }
    if (settings.has("alertmanager")) {
      AlertmanagerConfig.read(settings);
      return "configuration of weir sink alertmanager";
    }
    if (settings.has("pseudonym") || settings.has("event") || settings.has("keys")) {
      EnrichEventsConfig.read(settings);
      return "configuration of weir enrich events";
    }
    EnrichIncidentsConfig.read(settings);
    return "configuration of weir enrich incidents";
  }
}
