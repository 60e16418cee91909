package io.weir.ingest.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterFamilyTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void countersDifferByTheValuesOfTheirLabels() {
    MeterFamily family = MeterFamily.counter("weir.test", "What is tested", "topic", "reason");

    family.counter(registry, "logs.raw", "not_json").increment(2);
    family.counter(registry, "logs.raw", "oversize").increment();
    family.counter(registry, "logs.raw", "not_json").increment();

    assertThat(registry.get("weir.test").tag("reason", "not_json").counter().count()).isEqualTo(3);
    assertThat(registry.get("weir.test").tag("reason", "oversize").counter().count()).isOne();
  }

  @Test
  void aLabelWithoutAValueIsAFault() {
    MeterFamily family = MeterFamily.counter("weir.test", "What is tested", "topic");

    assertThatThrownBy(() -> family.counter(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weir.test");
  }

  @Test
  void gaugesAreReadWhenTheyAreAskedFor() {
    AtomicLong bytes = new AtomicLong();
    MeterFamily.gauge("weir.test.held", "What is held")
        .in("bytes")
        .gauge(registry, bytes, AtomicLong::get);

    bytes.set(7);

    assertThat(registry.get("weir.test.held").gauge().value()).isEqualTo(7);
    assertThat(registry.get("weir.test.held").meter().getId().getBaseUnit()).isEqualTo("bytes");
  }

  @Test
  void aHistogramHasItsBounds() {
    MeterFamily family =
        MeterFamily.histogram("weir.test.duration", "How long", List.of(0.005, 1.0));

    family.histogram(registry).record(Duration.ofMillis(200));

    assertThat(registry.get("weir.test.duration").timer().takeSnapshot().histogramCounts())
        .extracting(bucket -> bucket.bucket(TimeUnit.SECONDS))
        .containsExactly(0.005, 1.0);
  }
}
