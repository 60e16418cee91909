package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.HttpWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/** Elasticsearch in Docker. */
final class ElasticsearchContainer {

  private static final String IMAGE = "docker.elastic.co/elasticsearch/elasticsearch:8.19.0";
  private static final int PORT = 9200;

  private ElasticsearchContainer() {}

  // The container is closed through the server that is returned.
  @SuppressWarnings("resource")
  static ElasticsearchServer start(ElasticsearchServer.Options options) {
    HttpWaitStrategy ready = Wait.forHttp("/_cluster/health?wait_for_status=yellow").forPort(PORT);
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withEnv("discovery.type", "single-node")
            .withEnv("xpack.security.enabled", "" + options.passwordFile().isPresent())
            .withEnv("xpack.security.http.ssl.enabled", "false")
            .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
            .withEnv("ES_JAVA_OPTS", "-Xms" + options.heap() + " -Xmx" + options.heap());
    if (options.passwordFile().isPresent()) {
      String password = read(options.passwordFile().get());
      container.withEnv("ELASTIC_PASSWORD", password);
      ready.withBasicCredentials("elastic", password);
    }
    Docker docker = Docker.start(container, PORT, options.port(), ready);
    return new ElasticsearchServer(docker, docker.uri());
  }

  private static String read(Path passwordFile) {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + passwordFile, e);
    }
  }
}
