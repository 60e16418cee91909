package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events that compress well and unpack to far more than a sink has memory for, at the heap that the
 * chart leaves it. Bounds on what is fetched are bounds on compressed bytes, and once ended a sink
 * again after each start.
 */
class SinkMemoryIT extends SinkProcessFixture {
  /** 60 % of 512 MiB. */
  private static final String HEAP = "307m";

  @ParameterizedTest
  @CsvSource({
    "loki, 2000, 240000", "loki, 604, 1000000", "loki, 100, 4000000",
    "elasticsearch, 2000, 240000", "elasticsearch, 604, 1000000", "elasticsearch, 100, 4000000"
  })
  void whatUnpacksToMoreThanTheHeapIsStored(String name, int events, int bytes) throws Exception {
    produce(events, bytes);
    startSink(name, HEAP);

    await().atMost(PATIENCE).until(() -> hasStored(name, events));

    assertThat(get("/metrics")).doesNotContain("dead_lettered");
    assertThat(get("/health/live")).isEqualTo("ok\n");
  }
}
