package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    MAINS.forEach((name, main) -> write(directory.resolve(name), main));
  }

  private static void write(Path script, String main) {
    List<String> command =
        new Jvm("128m").flag("-XX:TieredStopAtLevel=1").run(Checkout.classPath("kafka"), main);
    try {
      Files.createDirectories(script.getParent());
      Files.writeString(script, "#!/bin/sh\nexec '" + String.join("' '", command) + "' \"$@\"\n");
      if (!script.toFile().setExecutable(true)) {
        throw new IOException("not to be made executable");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + script, e);
    }
  }
}
