package io.weir.servers;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/**
 * A server as a container. Its port on the host is fixed, so that it is the same after a restart
 * and, for Kafka, known before the broker must advertise it.
 */
final class Docker implements Lifecycle {

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final GenericContainer<?> container;
  private final WaitStrategy ready;
  private final int port;

  private Docker(GenericContainer<?> container, WaitStrategy ready, int port) {
    this.container = container;
    this.ready = ready;
    this.port = port;
  }

  /** Whether containers were asked for where a child process is the default. */
  static boolean isChosen() {
    return "docker".equals(System.getenv("WEIR_SERVERS"));
  }

  /** Whether a Docker daemon can be used. */
  static boolean answers() {
    // Asked only where there can be one: Testcontainers logs every place it has looked at.
    boolean possible = System.getenv("DOCKER_HOST") != null || Files.exists(SOCKET);
    return possible && DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts the container with its inner port bound to one of the host. */
  static Docker start(GenericContainer<?> container, int innerPort, int port, WaitStrategy ready) {
    WaitStrategy patient = ready.withStartupTimeout(PATIENCE);
    container.withExposedPorts(innerPort).waitingFor(patient);
    container.setPortBindings(List.of(port + ":" + innerPort));
    container.start();
    return new Docker(container, patient, port);
  }

  String address() {
    return container.getHost() + ":" + port;
  }

  URI uri() {
    return URI.create("http://" + address());
  }

  @Override
  public void kill() {
    if (isRunning()) {
      client().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void pause() {
    client().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    client().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void restart() {
    if (isRunning()) {
      client().stopContainerCmd(container.getContainerId()).exec();
    }
    client().startContainerCmd(container.getContainerId()).exec();
    ready.waitUntilReady(container);
  }

  @Override
  public void close() {
    container.stop();
  }

  private boolean isRunning() {
    return Boolean.TRUE.equals(
        client().inspectContainerCmd(container.getContainerId()).exec().getState().getRunning());
  }

  private static DockerClient client() {
    return DockerClientFactory.instance().client();
  }
}
