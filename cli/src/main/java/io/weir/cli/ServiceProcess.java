package io.weir.cli;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that works until it is stopped, with metrics and health on its admin port. */
final class ServiceProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
  private static final long STOP_SECONDS = 25;

  private final String name;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean failed;
  private BrokerMetrics brokers;

  ServiceProcess(String name) {
    this.name = name;
    gc.bindTo(metrics);
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
  }

  PrometheusMeterRegistry metrics() {
    return metrics;
  }

  /** Adds metrics that are read when they are asked for. */
  void collect(MultiCollector collector) {
    metrics.getPrometheusRegistry().register(collector);
  }

  /** Adds metrics of a group that the brokers are asked for, until the process ends; once. */
  void watch(Map<String, Object> kafka, String group, Collection<String> topics) {
    brokers = new BrokerMetrics(kafka, group, topics, metrics, Clock.systemUTC());
  }

  /**
   * Loads configuration, and again whenever its files change.
   *
   * @param files that the loader reads; null for one that is not set
   */
  <T> ReloadableConfig<T> reloading(String what, Supplier<T> loader, Path... files) {
    List<Path> given = Arrays.stream(files).filter(Objects::nonNull).toList();
    return new ReloadableConfig<>(what, given, loader, metrics).start();
  }

  /** To be called when the work has ended by itself: a restart may help. */
  void fail(String cause) {
    LOG.error("{} ends: {}", name, cause);
    failed = true;
    ended.countDown();
  }

  /**
   * Serves the admin port until the process is stopped or the work fails.
   *
   * @param stop ends the work in order; called once
   * @return the exit status
   */
  int run(String host, int port, Health health, Runnable stop) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              ended.countDown();
              await(stopped);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (AdminServer admin = new AdminServer(host, port, metrics, health)) {
      LOG.info("{} runs, admin port {}", name, admin.port());
      ended.await();
      stop.run();
      LOG.info("{} has stopped", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
    return failed ? Weir.FAILED : Weir.DONE;
  }

  private static void await(CountDownLatch stopped) {
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("stopped before all was done; the rest is done after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (brokers != null) {
      brokers.close();
    }
    gc.close();
    metrics.close();
  }
}
