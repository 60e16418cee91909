package io.weir.servers;

import java.nio.file.Path;
import java.util.Map;

/** Kafka's own commands under the names that its distribution has for them. */
public final class KafkaScripts {

  private static final Map<String, String> MAINS =
      Map.of(
          "kafka-configs.sh", "org.apache.kafka.tools.ConfigCommand",
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
          "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand");

  private KafkaScripts() {}

  /** Writes a script for each command into a directory, which is to be put on a PATH. */
  public static void write(Path directory) {
    Path logging =
        Template.write(
            "kafka-tools-logback.xml",
            ChildProcess.directory(directory).resolve("logback.xml"),
            Map.of());
    MAINS.forEach(
        (name, main) ->
            new Jvm("128m")
                .flag("-XX:TieredStopAtLevel=1")
                .property("logback.configurationFile", logging)
                .script(directory.resolve(name), Checkout.classPath("kafka"), main));
  }
}
