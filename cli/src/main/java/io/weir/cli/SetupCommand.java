package io.weir.cli;

import io.weir.cli.command.CommandFailure;
import io.weir.cli.config.SetupConfig;
import io.weir.sinks.elasticsearch.ElasticsearchClient;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.setup.ElasticsearchSetup;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "setup",
    header = "Creates the topics, and what Elasticsearch needs.",
    description =
        "Creates the topics in Kafka, and the mappings, the index template and the "
            + "lifecycle in Elasticsearch. Can be run again at any time.",
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOption option = new ConfigOption();

  @Override
  public Integer call() throws InterruptedException {
    SetupConfig config = SetupConfig.read(option.load());
    topics(config.kafka(), config.partitions(), config.replication());
    if (config.elasticsearch() != null) {
      elasticsearch(config.elasticsearch(), config.replicas());
    }
    return Weir.DONE;
  }

  private void topics(Map<String, Object> kafka, int partitions, short replication)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      TopicsSetup.Result result = TopicsSetup.run(admin, partitions, replication);
      List<String> created = result.created();
      out().println(created.isEmpty() ? "all topics were there" : "created topics " + created);
      result
          .warnings()
          .forEach(warning -> spec.commandLine().getErr().println("weir setup: " + warning));
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "Kafka at %s: %s".formatted(kafka.get("bootstrap.servers"), e.getCause().getMessage()));
    }
  }

  private void elasticsearch(StoreAddress address, int replicas) {
    try (ElasticsearchClient client = ElasticsearchClient.of(address)) {
      ElasticsearchSetup.run(client.rest(), replicas);
      out().println("Elasticsearch is set up");
    } catch (IOException e) {
      throw new CommandFailure(
          "Elasticsearch at %s: %s"
              .formatted(address.name(), e.getMessage().lines().findFirst().orElse("")));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
