package io.weir.ingest.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLabelTest {
  private final List<String> made = new ArrayList<>();
  private final BoundedLabel<String> label =
      new BoundedLabel<>(
          2,
          value -> {
            made.add(value);
            return value;
          });

  @Test
  void theFirstValuesHaveTheirOwnAndTheOthersShareOne() {
    assertThat(List.of(label.of("a"), label.of("b"), label.of("c"), label.of("d"), label.of("a")))
        .containsExactly("a", "b", "*", "*", "a");
  }

  @Test
  void eachIsMadeOnce() {
    List.of("a", "b", "a", "c", "d").forEach(label::of);

    assertThat(made).containsExactly("a", "b", "*");
  }

  @Test
  void noValueIsAValue() {
    assertThat(label.of(null)).isEqualTo("-");
  }

  @Test
  void aValueThatIsNoNameOfKubernetesIsOneOfTheOthers() {
    assertThat(label.of("a".repeat(64))).isEqualTo("*");
    assertThat(label.of("a".repeat(63))).hasSize(63);
  }
}
