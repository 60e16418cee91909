package io.weir.ingest.parse.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstLineTest {
  private static FirstLine rule(String pattern) {
    return FirstLine.read(
        YamlNode.documents("f.yaml", "first_line: '" + pattern + "'")
            .get(0)
            .map()
            .get("first_line"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \\d{4}-   | 2026-11-23 a; more;  more; 2026-11-23 b      | 2
          ^BEGIN    | BEGIN a; x BEGIN; END; BEGIN b               | 2
          \\S       | a;  indented; b; c                           | 3
          ---       | a; b                                         | 1
          """)
  void aLineThatMatchesBeginsAnEvent(String pattern, String lines, int events) {
    assertThat(rule(pattern).events(List.of(lines.split("; ?", -1)))).isEqualTo(events);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (a        | f.yaml:1: is no pattern: missing closing )
          a**b      | f.yaml:1: is no pattern: invalid nested repetition operator
          (?=a)b    | f.yaml:1: is no pattern: invalid or unsupported Perl syntax
          \\d*      | f.yaml:1: matches the empty string, so that every line would be a first one
          """)
  void aPatternThatIsNoneIsRefusedInASentence(String pattern, String sentence) {
    assertThatThrownBy(() -> rule(pattern))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(sentence);
  }

  /** A backtracking matcher would not end in this century. */
  @Test
  void noPatternTakesLongerThanTheLineIs() {
    MultilineState state = rule("(a+)+b").state();

    assertThat(state.accept("a".repeat(100_000))).isSameAs(state);
  }
}
