package io.weir.enrich.redact.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScannerTest {
  private static final String LETTERS = "abcdefghijklmnopqrst";

  private final List<String> calls = new ArrayList<>();

  /** Called at its letter before an exclamation mark. */
  private record Shout(String letter, List<String> calls) implements Detector {
    @Override
    public List<Trigger> triggers() {
      return List.of(
          new Trigger(CharSet.EDGES, CharSet.of(letter), CharSet.of("!")),
          new Trigger(CharSet.BLANKS, CharSet.of(letter), CharSet.of("!")),
          new Trigger(CharSet.of("("), CharSet.of(letter), CharSet.of("!")),
          new Trigger(CharSet.of("_"), CharSet.of(letter), CharSet.of("!")),
          new Trigger(CharSet.DIGITS, CharSet.of(letter), CharSet.EDGES));
    }

    @Override
    public int find(Scan scan, int at) {
      calls.add(letter + at);
      return NOTHING;
    }
  }

  /** A hundred: more than a word has bits. */
  @Test
  void callsEachOfManyTriggersWhereItFitsAndNowhereElse() {
    scan("a! b! (c! _t! xd! e? 5t");

    assertThat(calls).containsExactly("a0", "b3", "c7", "t11", "t22");
  }

  @Test
  void continuesAfterWhatWasFound() {
    Detector found =
        new Detector() {
          @Override
          public List<Trigger> triggers() {
            return List.of(Trigger.at(CharSet.of("<")));
          }

          @Override
          public int find(Scan scan, int at) {
            return at + 3;
          }
        };
    new Scanner(List.of(found, new Shout("a", calls))).scan(new Scan("< a! a!", Set.of()));

    assertThat(calls).containsExactly("a5");
  }

  private void scan(String text) {
    List<Detector> detectors = new ArrayList<>();
    LETTERS.chars().forEach(c -> detectors.add(new Shout(String.valueOf((char) c), calls)));
    new Scanner(detectors).scan(new Scan(text, Set.of()));
  }
}
