package io.weir.cli;

import io.weir.cli.config.RoleConfig;
import io.weir.ingest.topic.Topic;
import io.weir.sinks.DeliverySettings;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkWorker;
import io.weir.sinks.Subscription;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Runs one sink until the process is stopped. */
final class SinkRunner {
  private static final long STOP_MILLIS = 20_000;

  private final RoleConfig config;
  private final String group;
  private final DeliverySettings delivery;

  SinkRunner(RoleConfig config, String group, DeliverySettings delivery) {
    this.config = config;
    this.group = group;
    this.delivery = delivery;
  }

  /** Returns the exit status. */
  <T> int run(Sink<T> sink, Collection<String> topics, Subscription.Start start)
      throws InterruptedException {
    List<String> all = new ArrayList<>(topics);
    all.addAll(List.of(Topic.DLQ.name(), Topic.LEDGER.name()));
    TopicCheck.require(config.kafkaAdmin(), all);
    Subscription subscription = Subscription.open(config.kafka(), group, topics, start);
    try (ServiceProcess process = new ServiceProcess(sink.stage());
        KafkaProbe kafka = new KafkaProbe(config.kafkaAdmin())) {
      process.watch(config.kafkaAdmin(), group, topics);
      process.collect(new KafkaMeters(() -> metrics(subscription)));
      SinkWorker<T> worker =
          new SinkWorker<>(
              sink,
              subscription,
              delivery,
              process.metrics(),
              Clock.systemUTC(),
              RandomGenerator.getDefault());
      Thread thread = new Thread(worker, sink.stage());
      thread.setUncaughtExceptionHandler((t, e) -> process.fail(e.getClass().getName()));
      thread.start();
      return process.run(
          config.adminHost(),
          config.adminPort(),
          new Health(
              worker::fault,
              () -> kafka.unreachable() == null ? worker.healthProblem() : kafka.unreachable()),
          () -> stop(worker, thread));
    }
  }

  private static Map<MetricName, Metric> metrics(Subscription subscription) {
    Map<MetricName, Metric> metrics = new HashMap<>(subscription.consumer().metrics());
    metrics.putAll(subscription.producer().metrics());
    return metrics;
  }

  private static void stop(SinkWorker<?> worker, Thread thread) {
    worker.stop();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
