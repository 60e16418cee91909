package io.weir.cli;

import io.weir.ingest.config.Settings;
import io.weir.ingest.wire.Topics;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.SinkWorker;
import io.weir.sinks.elasticsearch.ElasticsearchSink;
import io.weir.sinks.loki.LokiSink;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "sink",
    description = "Carries events and incidents to a store.",
    mixinStandardHelpOptions = true)
final class SinkCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say which: loki, elasticsearch or alertmanager");
  }

  @Command(name = "loki", description = "Events to Loki.", mixinStandardHelpOptions = true)
  int loki(@Mixin RoleSettings role) {
    Settings settings = role.load();
    Sink sink = new LokiSink(uri(settings, "loki.url"), settings.text("loki.tenant", null));
    return new SinkRole(settings, "weir-sink-loki")
        .run(sink, List.of(Topics.EVENTS), SinkWorker.Start.COMMITTED);
  }

  @Command(
      name = "elasticsearch",
      description = "Events and incidents to Elasticsearch.",
      mixinStandardHelpOptions = true)
  int elasticsearch(@Mixin RoleSettings role) {
    Settings settings = role.load();
    Sink sink = new ElasticsearchSink(ElasticsearchSettings.client(settings), routed(settings));
    return new SinkRole(settings, "weir-sink-elasticsearch")
        .run(sink, List.of(Topics.EVENTS, Topics.INCIDENTS), SinkWorker.Start.COMMITTED);
  }

  private enum Logs {
    ALL,
    AUDIT
  }

  /** With {@code audit}, ordinary logs stay out; alerts and incidents are always meant for it. */
  private static Predicate<SinkRecord> routed(Settings settings) {
    String logs = settings.text("elasticsearch.logs", "all").toUpperCase(Locale.ROOT);
    if (logs.equals(Logs.ALL.name())) {
      return record -> true;
    }
    if (logs.equals(Logs.AUDIT.name())) {
      return record -> !record.dataStream().startsWith("logs-kubernetes.container_logs-");
    }
    throw settings.fault("elasticsearch.logs", "must be all or audit");
  }

  static URI uri(Settings settings, String key) {
    String text = settings.text(key);
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getScheme().startsWith("http")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw settings.fault(key, "must be a URL");
    }
    throw settings.fault(key, "must be a URL such as http://host:port");
  }
}
