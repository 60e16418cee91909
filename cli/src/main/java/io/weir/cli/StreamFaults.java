package io.weir.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when the thread of a topology has failed: begin again, later and later, if Kafka was
 * away or has passed the work to another process meanwhile; end if a person has to fix it.
 */
final class StreamFaults implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StreamFaults.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After that time without a fault the next one is a new one. */
  private static final Duration CALM = Duration.ofMinutes(5);

  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private static final List<Class<? extends Throwable>> FIXED_BY_A_RETRY =
      List.of(
          RetriableException.class,
          TaskMigratedException.class,
          TaskCorruptedException.class,
          CommitFailedException.class,
          UnknownMemberIdException.class,
          IllegalGenerationException.class,
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          InvalidPidMappingException.class,
          InvalidTxnStateException.class,
          OutOfOrderSequenceException.class,
          UnknownProducerIdException.class,
          TransactionAbortedException.class,
          TransactionAbortableException.class);

  /** Until then it is known whether Kafka is away. */
  private static final Duration UNTIL_OUTAGE_IS_KNOWN = Duration.ofSeconds(6);

  private final Clock clock;
  private final BooleanSupplier outage;
  private final Duration untilOutageIsKnown;
  private final Consumer<String> end;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Duration pause = FIRST_PAUSE;
  private Instant last = Instant.EPOCH;
  private Instant lastLogged = Instant.EPOCH;

  /**
   * Has seen no fault.
   *
   * @param outage whether Kafka is away or was shortly ago
   * @param end takes the sentence when the process has to end
   */
  StreamFaults(Clock clock, BooleanSupplier outage, Consumer<String> end) {
    this(clock, outage, UNTIL_OUTAGE_IS_KNOWN, end);
  }

  StreamFaults(
      Clock clock, BooleanSupplier outage, Duration untilOutageIsKnown, Consumer<String> end) {
    this.clock = clock;
    this.untilOutageIsKnown = untilOutageIsKnown;
    this.outage = outage;
    this.end = end;
  }

  /** From now on nothing begins again. */
  void stop() {
    stopping.countDown();
  }

  /** Called by the thread that has failed, which may wait. */
  @Override
  public StreamThreadExceptionResponse handle(Throwable fault) {
    if (stopping.getCount() == 0) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (!isFixedByARetry(fault) && !isOfAnOutage(fault)) {
      end.accept(sentence(fault));
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    return isStoppedWithin(nextPause(fault))
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** The clients report an outage in many ways, some of which look like faults in a program. */
  private boolean isOfAnOutage(Throwable fault) {
    return !needsOperator(fault)
        && (outage.getAsBoolean()
            || (!isStoppedWithin(untilOutageIsKnown) && outage.getAsBoolean()));
  }

  private synchronized Duration nextPause(Throwable fault) {
    Instant now = clock.instant();
    boolean again = Duration.between(last, now).compareTo(CALM) < 0;
    pause = again ? min(pause.multipliedBy(2), LONGEST_PAUSE) : FIRST_PAUSE;
    last = now;
    if (Duration.between(lastLogged, now).compareTo(LOG_INTERVAL) >= 0) {
      lastLogged = now;
      LOG.warn(
          "the work was interrupted and begins again in {} s: {}",
          pause.toSeconds(),
          sentence(fault));
    }
    return pause;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean isStoppedWithin(Duration time) {
    try {
      return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  static boolean isFixedByARetry(Throwable fault) {
    return !needsOperator(fault)
        && causes(fault)
            .anyMatch(cause -> FIXED_BY_A_RETRY.stream().anyMatch(type -> type.isInstance(cause)));
  }

  private static boolean needsOperator(Throwable fault) {
    return causes(fault)
        .anyMatch(
            cause ->
                cause instanceof MissingSourceTopicException
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof Error);
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
  }

  /** Never the message of an exception that may quote a record. */
  static String sentence(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingSourceTopicException) {
        return "a topic to read from is missing; run weir setup first";
      }
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        return "Kafka refuses the work: " + cause.getClass().getSimpleName();
      }
      if (cause instanceof StreamsException
          && String.valueOf(cause.getMessage()).startsWith("Existing internal topic")) {
        return "a source topic has another number of partitions than when its state was made";
      }
    }
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == fault
        ? fault.getClass().getName()
        : fault.getClass().getName() + " because of " + root.getClass().getName();
  }
}
