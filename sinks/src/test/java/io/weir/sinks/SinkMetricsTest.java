package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
  private static final long NOW = 1_764_200_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SinkMetrics metrics = new SinkMetrics(registry, "sink.test");

  @Test
  void freshnessIsCountedFromTheFirstRawRecord() {
    metrics.stored(event("shop/cart-1", "abc", NOW - 2_000), NOW);

    assertThat(seconds()).isEqualTo(2);
  }

  /** The clock of the broker may be ahead; a foreign record may have no time. */
  @Test
  void noTimeIsCountedThatCannotBe() {
    metrics.stored(event("shop/cart-1", "abc", NOW + 2_000), NOW);
    assertThat(seconds()).isZero();

    metrics.stored(event("shop/cart-1", "abc", -1), NOW);
    assertThat(registry.get("weir.sink.freshness").timer().count()).isOne();
  }

  @Test
  void bytesAreCountedByNamespace() {
    metrics.stored(event("shop/cart-1", "abc", NOW), NOW);
    metrics.stored(event("shop/cart-2", "abcd", NOW), NOW);
    metrics.stored(event("node-7", "ab", NOW), NOW);
    metrics.stored(event(null, "a", NOW), NOW);

    assertThat(bytes("shop")).isEqualTo(7);
    assertThat(bytes("-")).isEqualTo(3);
  }

  @Test
  void namespacesAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      metrics.stored(event("ns-" + i + "/pod", "abc", NOW), NOW);
    }
    metrics.stored(event("ns-7/pod", "abc", NOW), NOW);
    metrics.stored(event("ns-777/pod", "abc", NOW), NOW);

    assertThat(registry.find("weir.sink.stored.bytes").counters()).hasSize(101);
    assertThat(bytes("ns-7")).isEqualTo(6);
    assertThat(bytes("*")).isEqualTo(3 * 901);
  }

  @Test
  void allThatIsPublishedIsInTheFamilies() {
    metrics.settled("stored", 1);
    metrics.retried("rate_limited");
    metrics.stored(event("shop/cart-1", "abc", NOW), NOW);

    // This registry shows the buckets of histograms as meters of their own.
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .filteredOn(name -> !name.endsWith(".histogram"))
        .containsExactlyInAnyOrderElementsOf(
            SinkMetrics.families().stream().map(family -> family.name()).toList());
  }

  private double seconds() {
    return registry.get("weir.sink.freshness").timer().totalTime(TimeUnit.SECONDS);
  }

  private double bytes(String namespace) {
    return registry
        .get("weir.sink.stored.bytes")
        .tags("sink", "sink.test", "namespace", namespace)
        .counter()
        .count();
  }

  private static SinkRecord event(String key, String value, long rawAppended) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            Topic.EVENTS.name(), 0, 7, key == null ? null : utf8(key), utf8(value));
    if (rawAppended > 0) {
      record.headers().add(EventHeaders.APPENDED, utf8(String.valueOf(rawAppended)));
    }
    return new SinkRecord(record);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
