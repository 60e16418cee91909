package io.weir.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.meter.MeterFamily;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was made of configuration files, made anew when they change while the process runs. Files
 * that cannot be used are refused: what is in use stays, the log says why, and {@code
 * weir_config_last_reload_successful} is 0 until they can be.
 */
final class ReloadableConfig<T> implements Supplier<T>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadableConfig.class);

  private static final MeterFamily SUCCESSFUL =
      MeterFamily.gauge(
          "weir.config.last.reload.successful",
          "1 if the files as they are now are in use, else 0",
          "config");
  private static final MeterFamily RELOADS =
      MeterFamily.counter(
          "weir.config.reloads",
          "Times that files had changed, by what became of it: used or refused",
          "config",
          "outcome");

  /** Mounted Secrets and ConfigMaps change within a minute: seconds are soon enough. */
  private static final long SECONDS_BETWEEN_LOOKS = 5;

  private final String name;
  private final List<Path> paths;
  private final Supplier<T> loader;
  private final MeterRegistry metrics;
  private final ScheduledExecutorService clock;
  private volatile T current;
  private volatile boolean refused;
  private byte[] seen;

  /**
   * Loads for the first time.
   *
   * @param name of what is configured, for the log and the metrics
   * @param paths the files and directories that the loader reads
   * @throws ConfigException if they cannot be used: there is nothing yet that could stay
   */
  ReloadableConfig(String name, List<Path> paths, Supplier<T> loader, MeterRegistry metrics) {
    this.name = name;
    this.paths = paths;
    this.loader = loader;
    this.metrics = metrics;
    // First what is there, then what it says: a change between the two is seen by the next look.
    this.seen = fingerprint();
    this.current = loader.get();
    SUCCESSFUL.gauge(metrics, this, self -> self.refused ? 0 : 1, name);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "reload " + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** All that is published here, for the page of metrics. */
  static List<MeterFamily> families() {
    return List.of(SUCCESSFUL, RELOADS);
  }

  /** Looks for changes from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // It only ends by being closed.
  ReloadableConfig<T> start() {
    clock.scheduleWithFixedDelay(
        this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    return this;
  }

  @Override
  public T get() {
    return current;
  }

  /** Loads again if the files are others than when they were last looked at. */
  void look() {
    byte[] found = fingerprint();
    if (MessageDigest.isEqual(found, seen)) {
      return;
    }
    seen = found;
    try {
      current = loader.get();
      refused = false;
      RELOADS.counter(metrics, name, "used").increment();
      LOG.info("the {} has changed and is in use", name);
    } catch (ConfigException e) {
      refuse(e.getMessage());
    } catch (RuntimeException e) {
      // Not its message: it may quote a key.
      refuse(e.getClass().getName());
    }
  }

  private void refuse(String reason) {
    refused = true;
    RELOADS.counter(metrics, name, "refused").increment();
    LOG.error("the {} has changed and cannot be used; the old one stays: {}", name, reason);
  }

  /** Of names and contents: a mounted volume keeps neither times nor inodes. */
  private byte[] fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path path : paths) {
        for (Path file : filesOf(path)) {
          digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(contentOf(file));
        }
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static List<Path> filesOf(Path path) {
    try {
      return YamlFiles.of(path);
    } catch (ConfigException e) {
      return List.of();
    }
  }

  /** What cannot be read is the loader's to complain of. */
  private static byte[] contentOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
