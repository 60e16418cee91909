package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastFormatCacheTest {
  @Test
  void remembersLinesWithAndWithoutATimestampApart() {
    LastFormatCache cache = new LastFormatCache();
    cache.of("one").set(true, 3);
    cache.of("one").set(false, 5);

    assertThat(cache.of("one").get(true)).isEqualTo(3);
    assertThat(cache.of("one").get(false)).isEqualTo(5);
    assertThat(cache.of("two").get(true)).isEqualTo(-1);
  }

  @Test
  void forgetsTheSourcesThatWroteNothingForLongest() {
    LastFormatCache cache = new LastFormatCache();
    cache.of("old").set(true, 1);
    cache.of("kept").set(true, 2);
    for (int i = 0; i < 9_999; i++) {
      cache.of("source " + i);
      cache.of("kept");
    }

    assertThat(cache.of("kept").get(true)).isEqualTo(2);
    assertThat(cache.of("old").get(true)).isEqualTo(-1);
  }
}
