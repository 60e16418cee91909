package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamFaultsTest {
  private final List<String> ends = new ArrayList<>();
  private boolean outage;
  private final StreamFaults faults =
      new StreamFaults(Clock.systemUTC(), () -> outage, Duration.ZERO, ends::add);

  static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("s3cret"),
        new StreamsException("s3cret", new TimeoutException("s3cret")),
        new StreamsException(new ProducerFencedException("s3cret")),
        new KafkaException(new InvalidPidMappingException("s3cret")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatARetryFixesBeginsAgain(Throwable fault) {
    assertThat(StreamFaults.isFixedByARetry(fault)).isTrue();
    assertThat(StreamFaults.sentence(fault)).doesNotContain("s3cret");
  }

  static Stream<Arguments> lasting() {
    return Stream.of(
        arguments(
            new StreamsException(new MissingSourceTopicException("s3cret")),
            "a topic to read from is missing; run weir setup first"),
        arguments(
            new StreamsException(new TopicAuthorizationException("s3cret")),
            "Kafka refuses the work: TopicAuthorizationException"),
        arguments(
            new SaslAuthenticationException("s3cret"),
            "Kafka refuses the work: SaslAuthenticationException"),
        arguments(
            new StreamsException("Existing internal topic x has invalid partitions"),
            "a source topic has another number of partitions than when its state was made"),
        arguments(
            new StreamsException(new RecordTooLargeException("s3cret")),
            StreamsException.class.getName()
                + " because of "
                + RecordTooLargeException.class.getName()),
        arguments(new IllegalStateException("s3cret"), "java.lang.IllegalStateException"),
        arguments(new OutOfMemoryError("s3cret"), "java.lang.OutOfMemoryError"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatAPersonHasToFixEndsTheProcessWithASentence(Throwable fault, String sentence) {
    assertThat(faults.handle(fault)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(ends).containsExactly(sentence);
  }

  @Test
  void whoIsToStopDoesNotBeginAgain() {
    faults.stop();

    assertThat(faults.handle(new TimeoutException()))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(ends).isEmpty();
  }

  @Test
  void aFaultThatPassesIsFollowedByANewThread() {
    assertThat(faults.handle(new TimeoutException()))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(ends).isEmpty();
  }

  @Test
  void whileKafkaIsAwayWhatLooksLikeAFaultOfOursBeginsAgain() {
    outage = true;

    assertThat(faults.handle(new IllegalStateException("previous call timed out")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(faults.handle(new StreamsException(new MissingSourceTopicException("s3cret"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }
}
