package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.weir.servers.Server;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * All servers and roles, with a producer of raw records and an observer of what becomes of them.
 */
final class RunningPipeline implements AutoCloseable {
  /** As long as anything may take that is to happen. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  final DemoCluster cluster;
  final Producer<byte[], byte[]> producer;
  final Consumer<byte[], byte[]> consumer;
  final PipelineObserver observer;
  private final Admin admin;

  private RunningPipeline(DemoCluster cluster) {
    this.cluster = cluster;
    this.producer = new KafkaProducer<>(Clients.producer(cluster.kafka()));
    this.consumer = Clients.watcher(cluster.kafka());
    this.admin = Admin.create(Clients.admin(cluster.kafka()));
    this.observer = new PipelineObserver(admin, consumer);
  }

  /** Starts everything, on free ports. */
  static RunningPipeline start(Path data) throws InterruptedException {
    DemoCluster cluster = DemoCluster.start(data, DemoCluster.Ports.ANY, step -> {});
    try {
      cluster.setUp();
      cluster.startRoles();
      return new RunningPipeline(cluster);
    } catch (InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Waits for so many incidents, and then until nothing changes any more. */
  void awaitIncidents(int number) {
    observer.awaitIncidents(number, PATIENCE);
    observer.awaitQuiet(Duration.ofSeconds(15), PATIENCE);
  }

  /** Ends a process as a crash would, and starts it again. */
  static void killAndRestart(Server server) {
    server.kill();
    server.restart();
  }

  @Override
  public void close() {
    for (AutoCloseable open : new AutoCloseable[] {producer, consumer, admin, cluster}) {
      assertThatCode(open::close).doesNotThrowAnyException();
    }
  }
}
