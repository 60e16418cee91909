package io.weir.cli;

import io.weir.cli.config.AlertmanagerConfig;
import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.config.LokiConfig;
import io.weir.ingest.topic.Topic;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.Subscription;
import io.weir.sinks.alertmanager.AlertmanagerSink;
import io.weir.sinks.elasticsearch.ElasticsearchClient;
import io.weir.sinks.elasticsearch.ElasticsearchSink;
import io.weir.sinks.loki.LokiSink;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "sink",
    header = "Delivers events and incidents to a store.",
    mixinStandardHelpOptions = true)
final class SinkCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing command: loki, elasticsearch or alertmanager; see weir sink --help");
  }

  @Command(name = "loki", header = "Delivers events to Loki.", mixinStandardHelpOptions = true)
  int loki(@Mixin ConfigOption option) throws InterruptedException {
    LokiConfig config = LokiConfig.read(option.load());
    LokiSink sink = new LokiSink(config.loki(), Clock.systemUTC());
    return new SinkRunner(config.role(), config.group(), config.delivery())
        .run(sink, List.of(Topic.EVENTS.name()), Subscription.Start.COMMITTED);
  }

  @Command(
      name = "elasticsearch",
      header = "Delivers events and incidents to Elasticsearch.",
      mixinStandardHelpOptions = true)
  int elasticsearch(@Mixin ConfigOption option) throws InterruptedException {
    ElasticsearchConfig config = ElasticsearchConfig.read(option.load());
    ElasticsearchSink sink =
        new ElasticsearchSink(
            ElasticsearchClient.of(config.address()),
            record -> config.allLogs() || !isOrdinaryLog(record));
    return new SinkRunner(config.role(), config.group(), config.delivery())
        .run(
            sink,
            List.of(Topic.EVENTS.name(), Topic.INCIDENTS.name()),
            Subscription.Start.COMMITTED);
  }

  private static boolean isOrdinaryLog(SinkRecord record) {
    String stream = record.dataStream();
    return stream != null && stream.startsWith("logs-kubernetes.container_logs-");
  }

  @Command(
      name = "alertmanager",
      header = "Delivers incidents to Alertmanager.",
      mixinStandardHelpOptions = true)
  int alertmanager(@Mixin ConfigOption option) throws InterruptedException {
    AlertmanagerConfig config = AlertmanagerConfig.read(option.load());
    AlertmanagerSink sink =
        new AlertmanagerSink(config.replicas(), config.hold(), config.link(), Clock.systemUTC());
    return new SinkRunner(config.role(), config.group(), config.delivery())
        .run(sink, List.of(Topic.INCIDENTS.name()), Subscription.Start.BEGINNING);
  }
}
