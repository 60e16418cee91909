package io.weir.sinks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of some files, made anew when one of them has changed. While the new content cannot
 * be used, the old one stays in force. Thread-safe.
 */
final class WatchedFiles<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
  private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();

  private record Stamp(Path target, FileTime modified, long size) {}

  private final String what;
  private final List<Path> files;
  private final Supplier<T> loader;
  private List<Stamp> loadedFrom;
  private long looked;
  private T value;

  /**
   * Loads the files for the first time.
   *
   * @param what for the log, such as {@code the password of Loki}
   * @param loader reads the files; its exceptions must name no content
   * @throws UnusableFileException what the loader throws
   */
  WatchedFiles(String what, List<Path> files, Supplier<T> loader) {
    this.what = what;
    this.files = files;
    this.loader = loader;
    this.loadedFrom = stamps();
    this.value = loader.get();
    this.looked = System.nanoTime();
  }

  /** The newest content that could be used. */
  synchronized T get() {
    long now = System.nanoTime();
    if (now - looked < LOOK_AGAIN) {
      return value;
    }
    looked = now;
    List<Stamp> current = stamps();
    if (!current.equals(loadedFrom)) {
      loadedFrom = current;
      try {
        value = loader.get();
        LOG.info("{} has changed and is used from now on", what);
      } catch (UnusableFileException e) {
        LOG.error("{} has changed and cannot be used, the old one stays: {}", what, e.getMessage());
      } catch (RuntimeException e) {
        // Without its message, which may quote a secret.
        LOG.error("{} has changed and cannot be used, the old one stays: {}", what, e.getClass());
      }
    }
    return value;
  }

  /** A mounted Secret is a link to a directory that is replaced as a whole. */
  private List<Stamp> stamps() {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : files) {
      try {
        Path target = file.toRealPath();
        stamps.add(new Stamp(target, Files.getLastModifiedTime(target), Files.size(target)));
      } catch (IOException e) {
        stamps.add(null);
      }
    }
    return stamps;
  }
}
