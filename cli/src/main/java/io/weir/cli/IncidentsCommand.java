package io.weir.cli;

import io.weir.enrich.correlate.Incident;
import io.weir.enrich.incidents.BatchIncidents;
import io.weir.enrich.incidents.IncidentEvents;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.EventJson;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "incidents",
    header = "Finds the incidents in redacted events.",
    description =
        "Reads events (JSON lines, as weir events writes them) from standard input to its "
            + "end and writes the incidents that the rules find (JSON lines), ordered by when "
            + "they were first seen.",
    mixinStandardHelpOptions = true)
final class IncidentsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "FILE|DIR",
      description = "Sigma rules (default: those that come with Weir)")
  private Path rules;

  @Option(
      names = "--all-revisions",
      description = "write every revision of each incident, not the newest only")
  private boolean allRevisions;

  @Override
  public Integer call() throws IOException {
    List<Incident> revisions = new ArrayList<>();
    BatchIncidents stage =
        new BatchIncidents(rules == null ? RuleSet.shipped() : RuleSet.load(rules), revisions::add);
    boolean sound = feed(stage);
    stage.finish();
    write(allRevisions ? revisions : newest(revisions));
    return sound ? Weir.DONE : Weir.FAILED;
  }

  /** False if a line was no event. */
  private boolean feed(BatchIncidents stage) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    boolean sound = true;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        stage.add(EventJson.read(line.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        // Without the reason of the parser, which may quote the line.
        err.println("line " + number + " is no event");
        sound = false;
      }
    }
    err.flush();
    return sound;
  }

  private static List<Incident> newest(List<Incident> revisions) {
    Map<String, Incident> newest = new LinkedHashMap<>();
    revisions.forEach(revision -> newest.put(revision.id(), revision));
    return List.copyOf(newest.values());
  }

  private static void write(List<Incident> incidents) throws IOException {
    OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    for (Incident incident :
        incidents.stream()
            .sorted(
                Comparator.comparing(Incident::firstSeen)
                    .thenComparing(Incident::id)
                    .thenComparing(Incident::revision))
            .toList()) {
      out.write(EventJson.write(IncidentEvents.of(incident)));
      out.write('\n');
    }
    out.flush();
  }
}
