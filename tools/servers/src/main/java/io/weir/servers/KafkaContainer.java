package io.weir.servers;

import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Kafka in Docker, configured as the child process is. */
final class KafkaContainer {

  private static final String IMAGE = "apache/kafka:4.4.0";
  private static final int PORT = 9092;

  private KafkaContainer() {}

  // The container is closed through the server that is returned.
  @SuppressWarnings("resource")
  static KafkaServer start(KafkaServer.Options options) {
    GenericContainer<?> container = new GenericContainer<>(IMAGE);
    String advertised = container.getHost() + ":" + options.port();
    Map<String, String> settings =
        KafkaSettings.of("0.0.0.0:" + PORT, advertised, PORT + 1, options.settings());
    settings.forEach((name, value) -> container.withEnv(variable(name), value));
    container.withEnv("KAFKA_HEAP_OPTS", "-Xmx" + options.heap());
    Docker docker =
        Docker.start(
            container, PORT, options.port(), Wait.forLogMessage(".*Kafka Server started.*", 1));
    return new KafkaServer(docker, docker.address());
  }

  /** The image's own rule for naming a setting in the environment. */
  private static String variable(String setting) {
    return "KAFKA_"
        + setting.replace("_", "__").replace("-", "___").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
