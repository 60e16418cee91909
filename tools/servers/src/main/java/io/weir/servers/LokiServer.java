package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** A Loki, if one can be had: it is on no Maven repository, so none is taken for granted. */
public final class LokiServer extends Server {

  private static final String IMAGE = "grafana/loki:3.7.6";
  private static final int PORT = 3100;
  private static final int GRPC_PORT = 9095;

  private final URI uri;

  private LokiServer(Lifecycle lifecycle, URI uri) {
    super(lifecycle);
    this.uri = uri;
  }

  /**
   * The first of: the server that the environment's {@code LOKI_URL} names, which only its owner
   * can kill or restart; a {@code loki} on the PATH, keeping everything in the directory; a
   * container. Nothing when there is none of them, and {@link #whyAbsent()} says so.
   */
  public static Optional<LokiServer> find(Path dataDir) {
    String url = System.getenv("LOKI_URL");
    if (url != null && !url.isBlank()) {
      return Optional.of(new LokiServer(new NotOurs(url), URI.create(url.replaceFirst("/+$", ""))));
    }
    if (Binary.LOKI.find().isPresent()) {
      Path directory = ChildProcess.directory(dataDir);
      return Optional.of(FreePort.start(0, port -> child(directory, port)));
    }
    if (Docker.answers()) {
      Path directory = ChildProcess.directory(dataDir);
      return Optional.of(FreePort.start(0, port -> container(directory, port)));
    }
    return Optional.empty();
  }

  /** One sentence: what was looked for. */
  public static String whyAbsent() {
    return "no Loki: LOKI_URL is not set, "
        + Binary.LOKI.whyAbsent()
        + ", and no Docker daemon answers";
  }

  /** Where Loki answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  private static LokiServer child(Path dataDir, int port) {
    Path config =
        config(dataDir, "127.0.0.1", port, FreePort.next(), dataDir.resolve("data").toString());
    List<String> command =
        List.of(Binary.LOKI.require().toString(), "-config.file=" + config, "-target=all");
    URI uri = Http.loopback(port);
    return new LokiServer(
        ChildProcess.start("loki", dataDir, command, log -> Http.isOk(uri, "/ready")), uri);
  }

  // The container is closed through the server that is returned.
  @SuppressWarnings("resource")
  private static LokiServer container(Path dataDir, int port) {
    Path config = config(dataDir, "0.0.0.0", PORT, GRPC_PORT, "/tmp/loki");
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withCopyFileToContainer(MountableFile.forHostPath(config, 0444), "/etc/loki/weir.yaml")
            .withCommand("-config.file=/etc/loki/weir.yaml", "-target=all");
    Docker docker = Docker.start(container, PORT, port, Wait.forHttp("/ready").forPort(PORT));
    return new LokiServer(docker, docker.uri());
  }

  private static Path config(Path dataDir, String address, int port, int grpcPort, String storage) {
    return Template.write(
        "loki.yaml",
        dataDir.resolve("loki.yaml"),
        Map.of("address", address, "port", port, "grpcPort", grpcPort, "data", storage));
  }

  /** A server that was there before us and stays: to end it would be to break what others use. */
  private record NotOurs(String url) implements Lifecycle {

    @Override
    public void kill() {
      throw new UnsupportedOperationException(url + " is not ours to kill");
    }

    @Override
    public void pause() {
      throw new UnsupportedOperationException(url + " is not ours to stop");
    }

    @Override
    public void resume() {
      throw new UnsupportedOperationException(url + " is not ours to stop");
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException(url + " is not ours to restart");
    }

    @Override
    public void close() {}
  }
}
