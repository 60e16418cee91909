package io.weir.ingest.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSequenceCacheTest {
  private final ByteSequenceCache<String> cache = new ByteSequenceCache<>();

  @Test
  void findsWhatWasMadeOfTheSameBytes() {
    put("kubernetes metadata of cart-1");

    assertThat(find("kubernetes metadata of cart-1")).isEqualTo("kubernetes metadata of cart-1");
    assertThat(find("kubernetes metadata of cart-2")).isNull();
    assertThat(find("kubernetes metadata of cart-")).isNull();
    assertThat(find("")).isNull();
  }

  /** However many there are and however much alike: a wrong one is never returned. */
  @Test
  void returnsNeverTheValueOfOtherBytes() {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = "pod-" + "x".repeat(random.nextInt(40)) + random.nextInt(3_000);
      String known = find(text);
      assertThat(known).isIn(null, text);
      if (known == null) {
        put(text);
      } else {
        found++;
      }
    }

    assertThat(found).as("it is of use").isPositive();
  }

  private String find(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return cache.find(bytes, 0, bytes.length);
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    cache.put(bytes, 0, bytes.length, bytes.length, text);
  }
}
