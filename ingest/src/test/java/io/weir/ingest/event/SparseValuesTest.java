package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SparseValuesTest {
  private static final int PLACES = 164;

  private final SparseValues values = new SparseValues(PLACES);

  @Test
  void hasNothingAtFirst() {
    assertThat(values.get(0)).isNull();
    assertThat(values.get(PLACES - 1)).isNull();
  }

  @Test
  void keepsEachValueAtItsPlaceWhateverTheOrder() {
    Map<Integer, Object> expected = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int place = random.nextInt(PLACES);
      Integer value = random.nextInt(3) == 0 ? null : i;
      values.set(place, value);
      if (value == null) {
        expected.remove(place);
      } else {
        expected.put(place, value);
      }
      assertThat(values.get(place)).isEqualTo(value);
    }
    for (int place = 0; place < PLACES; place++) {
      assertThat(values.get(place)).isEqualTo(expected.get(place));
      boolean bit = (values.bits(place / Long.SIZE) >>> place & 1) != 0;
      assertThat(bit).isEqualTo(expected.containsKey(place));
    }
  }

  @Test
  void aCopyIsOfItsOwn() {
    values.set(63, "a");
    values.set(64, "b");
    SparseValues copy = new SparseValues(values);
    copy.set(63, null);
    copy.set(65, "c");
    assertThat(values.get(63)).isEqualTo("a");
    assertThat(values.get(65)).isNull();
    assertThat(copy.get(63)).isNull();
    assertThat(copy.get(64)).isEqualTo("b");
    assertThat(copy.get(65)).isEqualTo("c");
  }

  @Test
  void aCopyOfNothingTakesValues() {
    SparseValues copy = new SparseValues(values);
    copy.set(5, "a");
    assertThat(copy.get(5)).isEqualTo("a");
  }
}
