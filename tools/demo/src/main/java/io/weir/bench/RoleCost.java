package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a process costs while it gets through a number of records. Warm is the second half of them:
 * by then the code is compiled.
 */
final class RoleCost {
  private static final double NANOS = 1e9;
  private static final double MILLION = 1e6;
  private static final long KIB_OF_MIB = 1024;

  private final ProcessHandle process;
  private final LongSupplier done;
  private final List<Sample> samples = new ArrayList<>();
  private long peak;

  /** So much was done when the process had used so much of the processors. */
  private record Sample(long done, long nanos, Duration cpu) {
    double recordsPerSecond(Sample earlier) {
      return (done - earlier.done) * NANOS / Math.max(1, nanos - earlier.nanos);
    }

    double cpuSecondsPerMillion(Sample earlier) {
      return cpu.minus(earlier.cpu).toNanos() / NANOS * MILLION / Math.max(1, done - earlier.done);
    }
  }

  /**
   * Begins to measure.
   *
   * @param done records that the process is done with; may throw nothing
   */
  RoleCost(ProcessHandle process, LongSupplier done) {
    this.process = process;
    this.done = done;
  }

  /**
   * Returns when all records are done.
   *
   * @throws IllegalStateException if the process has ended, or nothing was done for two minutes
   */
  void await(long records) throws InterruptedException {
    long moved = System.nanoTime();
    long last = -1;
    long now = sample();
    while (now < records) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the role has ended; see its log");
      }
      if (now > last) {
        last = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > Duration.ofMinutes(2).toNanos()) {
        throw new IllegalStateException(
            "the role did nothing for two minutes, after %,d of %,d records"
                .formatted(now, records));
      }
      // Between two samples; what the broker has committed wakes nobody here.
      Thread.sleep(100);
      now = sample();
    }
    peak = readPeak();
  }

  private long sample() {
    long so = done.getAsLong();
    samples.add(
        new Sample(so, System.nanoTime(), process.info().totalCpuDuration().orElse(Duration.ZERO)));
    return so;
  }

  /** From the first record on: what comes before is the start of a process. */
  double recordsPerSecond() {
    return last().recordsPerSecond(begun());
  }

  double warmRecordsPerSecond() {
    return last().recordsPerSecond(half());
  }

  /** The start of the process included. */
  double cpuSecondsPerMillion() {
    return last().cpu.toNanos() / NANOS * MILLION / last().done;
  }

  double warmCpuSecondsPerMillion() {
    return last().cpuSecondsPerMillion(half());
  }

  /** The most memory that the process has had, in MiB; 0 where the system does not say. */
  long peakMemory() {
    return peak;
  }

  private long readPeak() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_OF_MIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private Sample begun() {
    Sample before = samples.get(0);
    for (Sample sample : samples) {
      if (sample.done > samples.get(0).done) {
        return before;
      }
      before = sample;
    }
    return before;
  }

  private Sample half() {
    long half = last().done / 2;
    return samples.stream().filter(sample -> sample.done >= half).findFirst().orElseThrow();
  }
}
