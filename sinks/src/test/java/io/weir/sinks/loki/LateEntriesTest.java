package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that Loki answers by themselves: L is late, I in time, X refused, and B not now. */
class LateEntriesTest {
  private record Entry(char kind, int number) {}

  private final List<Entry> pushed = new ArrayList<>();
  private final List<Entry> settled = new ArrayList<>();
  private Delivery settledAs;

  /**
   * L is late, I in time, X refused for itself. Which of the refused are found depends on where the
   * bisection falls.
   */
  @ParameterizedTest
  @CsvSource({
    "LI, L, I",
    "LLLLII, LLLL, II",
    "LLLL, LLLL, ''",
    "IIII, '', IIII",
    "XXL, XL, ''",
    "XXXL, XL, ''",
    "LXI, L, I",
    "LXXXXI, L, I",
    "XLXXIX, XL, IX",
    "XXXX, '', ''"
  })
  void thoseBeforeTheFirstInTimeAreLate(String kinds, String late, String rest) {
    LateEntries<Entry> found = find(kinds);

    assertThat(text(found.late())).isEqualTo(late);
    assertThat(text(found.rest())).isEqualTo(rest);
    assertThat(text(settled)).matches("X*").hasSize(kinds.length() - (late + rest).length());
  }

  @Test
  void aThousandCostTenPushes() {
    find("L".repeat(700) + "I".repeat(300));

    assertThat(pushed).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void eachThatIsRefusedCostsOneMore() {
    find("L".repeat(495) + "X".repeat(10) + "I".repeat(495));

    assertThat(pushed).hasSizeLessThanOrEqualTo(20).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotKnownToBeLateIsSentAgainIfLokiTakesNothingNow() {
    LateEntries<Entry> found = find("LLLLLBI");

    assertThat(text(found.late())).isEqualTo("LLLL");
    assertThat(found.rest()).isEmpty();
    assertThat(text(settled)).isEqualTo("LBI");
    assertThat(settledAs).isEqualTo(Delivery.Retry.soon("unreachable"));
  }

  private LateEntries<Entry> find(String kinds) {
    List<Entry> entries =
        IntStream.range(0, kinds.length()).mapToObj(i -> new Entry(kinds.charAt(i), i)).toList();
    return LateEntries.find(entries, this::push, this::settle);
  }

  private LokiResponse push(Entry entry) {
    pushed.add(entry);
    return switch (entry.kind()) {
      case 'L' -> LokiResponse.of(400, "entry too far behind", 1);
      case 'I' -> LokiResponse.of(204, "", 1);
      case 'X' -> LokiResponse.of(400, "max entry size", 1);
      default -> LokiResponse.unreachable();
    };
  }

  private void settle(List<Entry> entries, Delivery as) {
    settled.addAll(entries);
    settledAs = as;
  }

  private static String text(List<Entry> entries) {
    return entries.stream()
        .map(entry -> String.valueOf(entry.kind()))
        .collect(Collectors.joining());
  }
}
