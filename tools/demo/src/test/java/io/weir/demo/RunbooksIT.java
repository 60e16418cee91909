package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weir.demo.RunbookServers.Outcome;
import io.weir.demo.Runbooks.Kind;
import io.weir.ingest.event.Field;
import io.weir.servers.Binary;
import io.weir.servers.GoProgram;
import io.weir.servers.KubernetesServer;
import io.weir.servers.LokiServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command, request and query of the runbooks is run as it is written there, against real
 * servers, but for the names in capitals. What is none of them fails, so nothing is left out.
 */
class RunbooksIT {
  private static final String CONSUMER =
      "kafka-console-consumer.sh --bootstrap-server kafka-1:9092 --topic dlq --from-beginning"
          + " --timeout-ms 10000 ";
  private static final Pattern ASKED = Pattern.compile("(?:^| )([a-z][a-z_.]+)(?::| [<>]=)");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static RunbookServers servers;

  /** What somebody puts in the place of names, the longer ones first. */
  private static List<Map.Entry<String, String>> names;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
    assumeThat(GoProgram.whyAbsent("helm")).as(GoProgram.whyAbsent("helm").orElse("")).isEmpty();
    for (Binary program : List.of(Binary.ALERTMANAGER, Binary.AMTOOL)) {
      assumeThat(program.find()).as(program.whyAbsent()).isPresent();
    }
    servers = RunbookServers.start(data);
    // A replica that has nowhere to be.
    ask("PUT", "/lonely", "{\"settings\":{\"number_of_replicas\":1}}");
    names =
        List.of(
            Map.entry("kafka-1:9092", servers.kafka.bootstrapServers()),
            Map.entry("http://ALERTMANAGER:9093", servers.alertmanager.uri().toString()),
            Map.entry("deployment/NAME", "deployment/cart"),
            Map.entry("certificate NAME", "certificate weir"),
            Map.entry("NAMESPACE", "shop"),
            Map.entry("RELEASE", "weir"),
            Map.entry("CLUSTER", "weir"),
            Map.entry("POD", "cart-1"),
            Map.entry("NODE", "worker-1"),
            Map.entry("NAME", "cart-1"),
            Map.entry("FILE", servers.config.toString()),
            Map.entry("client.properties", "/dev/null"),
            Map.entry("DIR", "../../enrich/src/main/resources/rules"),
            Map.entry("--replicas=N", "--replicas=3"),
            Map.entry("--offset 4711", "--offset 0"));
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void everyPieceOfCodeIsForSomebody() {
    assertThat(Runbooks.unknown()).isEmpty();
    assertThat(Runbooks.quotedInVain()).isEmpty();
  }

  @Test
  void aCommandThatNothingRunsIsNoticed() {
    assertThat(Runbooks.kindOf("cmctl renew -n NAMESPACE NAME")).isNull();
    assertThat(Runbooks.kindOf("systemctl restart kubelet")).isNull();
    assertThat(Runbooks.kindOf("kubectl get pods")).isEqualTo(Kind.COMMAND);
    assertThat(Runbooks.kindOf("for i in 1 2; do\n  weir check $i\ndone")).isEqualTo(Kind.COMMAND);
  }

  @Test
  void codeIsFoundInSpansBlocksAndFences() {
    String text =
        "Run `a b` first.\n\n    c d\n    e f\n\n1. Then:\n\n       g h\n\n```sh\ni j\n  k `l`\n```\n";

    assertThat(Runbooks.codeOf(text))
        .containsExactlyInAnyOrder("a b", "c d\ne f", "g h", "i j\n  k `l`");
  }

  static List<String> commands() {
    List<String> commands = Runbooks.of(Kind.COMMAND);
    assertThat(commands).hasSizeGreaterThan(30);
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandDoesWhatItIsThereFor(String command) {
    servers.applyObjects();
    Outcome outcome = servers.run(filled(command), follows(command) ? 45 : 120);
    if (needsAKubelet(command)) {
      // It was understood, and nobody runs the pod.
      assertThat(outcome.output()).doesNotContain("unknown", "Usage", "NotFound");
    } else if (follows(command)) {
      assertThat(outcome.status()).as(outcome.output()).isIn(RunbookServers.ENDED_BY_THE_CLOCK);
    } else {
      assertThat(outcome.status()).as(outcome.output()).isZero();
    }
    assertThat(outcome.output().lines()).noneMatch(line -> line.startsWith("Warning"));
    assertThat(outcome.output()).contains(expected(command));
  }

  /** Whether it reads a topic until somebody ends it. */
  private static boolean follows(String command) {
    return command.contains("consumer.sh")
        && !command.contains("--timeout-ms")
        && !command.contains("--max-messages");
  }

  private static boolean needsAKubelet(String command) {
    return command.contains(" logs ") || command.contains("/proxy/logs");
  }

  /** What the output of a command must have, where that it succeeds says little. */
  private static String expected(String command) {
    if (command.contains("weir incidents")) {
      return "\"entity\":\"address:203.0.113.77\"";
    }
    if (command.contains("--from-beginning") || command.contains("--offset")) {
      return "{}";
    }
    return command.contains("Watchdog") ? "Watchdog" : "";
  }

  private static String filled(String command) {
    String filled = command;
    for (Map.Entry<String, String> name : names) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    return filled;
  }

  @Test
  void aRollbackReturnsTheRulesBefore() {
    String rules = "kubectl -n shop get configmap weir-rules -o yaml";
    servers.succeeds("helm -n shop rollback weir 2");
    assertThat(servers.succeeds(rules)).contains("a rule of nothing");

    servers.succeeds("helm -n shop rollback weir 1");

    assertThat(servers.succeeds(rules)).doesNotContain("a rule of nothing");
  }

  static List<String> options() {
    return Runbooks.of(Kind.OPTION);
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionIsOneOfTheConsumer(String option) {
    assertThat(servers.succeeds(filled(CONSUMER + option))).contains("{}");
  }

  static List<String> requests() {
    return Runbooks.of(Kind.REQUEST);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestIsAnswered(String request) throws IOException, InterruptedException {
    String[] words = request.split(" ", 2);

    assertThat(ask(words[0], "/" + words[1], "")).contains("\"index\":\"lonely\"");
  }

  private static String ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(servers.elasticsearch.uri() + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  static List<String> kibana() {
    return Runbooks.of(Kind.KIBANA);
  }

  @ParameterizedTest
  @MethodSource("kibana")
  void everyQueryAsksForFieldsThatEventsHave(String query) {
    assertThat(ASKED.matcher(query).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(name -> Field.byName(name).isPresent());
  }

  static List<String> loki() {
    return Runbooks.of(Kind.LOKI);
  }

  @ParameterizedTest
  @MethodSource("loki")
  void everyQueryIsOneOfLoki(String query, @TempDir Path data) throws Exception {
    try (LokiServer loki = LokiServer.find(data).orElse(null)) {
      assumeThat(loki).as(LokiServer.whyAbsent()).isNotNull();
      String path =
          "/loki/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
      HttpRequest request = HttpRequest.newBuilder(URI.create(loki.uri() + path)).build();
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
