package io.weir.cli.bench;

import com.sun.management.ThreadMXBean;
import io.weir.enrich.events.EventsStage;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What passes over records through one stage have cost the thread that ran them. */
public final class Throughput {
  /** Records of a busy node come about that close to each other. */
  private static final long MILLIS_BETWEEN_RECORDS = 1;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLION = 1e6;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final EventsStage stage;

  /** When the broker took the first record: now, as no record may be ahead of that. */
  private final long began = System.currentTimeMillis();

  private long offset;
  private long bytes;
  private long records;
  private long nanos;
  private long cpuNanos;
  private long allocated;

  /** Nothing has passed through the stage yet. */
  public Throughput(EventsStage stage) {
    this.stage = stage;
  }

  /** Forgets what was counted so far. */
  public void reset() {
    bytes = 0;
    records = 0;
    nanos = 0;
    cpuNanos = 0;
    allocated = 0;
  }

  /** Takes the records through the stage and counts. */
  public void pass(List<byte[]> pass) {
    long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    long before = System.nanoTime();
    for (byte[] raw : pass) {
      stage.add(offset, raw, began + offset * MILLIS_BETWEEN_RECORDS);
      offset++;
      bytes += raw.length;
    }
    nanos += System.nanoTime() - before;
    cpuNanos += threads.getCurrentThreadCpuTime() - cpuBefore;
    allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
    records += pass.size();
  }

  /** Nanoseconds so far. */
  long nanos() {
    return nanos;
  }

  /** 10^6 bytes of raw records per second on the clock on the wall. */
  double megabytesPerSecond() {
    return bytes * 1e3 / nanos;
  }

  /** The same per second of the thread's own time on a processor. */
  double megabytesPerCpuSecond() {
    return bytes * 1e3 / cpuNanos;
  }

  /** Seconds of the thread's own time on a processor that a million records take. */
  public double cpuSecondsPerMillion() {
    return cpuNanos * MILLION / NANOS_PER_SECOND / records;
  }

  /** Records per second on the clock on the wall. */
  public double recordsPerSecond() {
    return records * NANOS_PER_SECOND / nanos;
  }

  long records() {
    return records;
  }

  long bytesPerRecord() {
    return bytes / records;
  }

  long allocatedPerRecord() {
    return allocated / records;
  }
}
