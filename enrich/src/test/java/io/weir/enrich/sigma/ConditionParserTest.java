package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  private static final EventView EVENT = new EventView(Rules.event("\"message\":\"x\""));

  private final List<String> asked = new ArrayList<>();

  /** Selections that are true if their name begins with a capital. */
  private EventCondition parse(String condition) {
    Map<String, EventCondition> selections = new LinkedHashMap<>();
    for (String name : List.of("A", "B", "b2", "c", "C-3", "_H", "_h")) {
      selections.put(
          name,
          event -> {
            asked.add(name);
            return Character.isUpperCase(name.charAt(name.startsWith("_") ? 1 : 0));
          });
    }
    String yaml = "detection:\n  condition: \"" + condition + "\"\n";
    YamlNode document = YamlNode.documents("test.yml", yaml).get(0);
    return ConditionParser.parse(
        document.map().get("detection").map().get("condition"), selections);
  }

  @ParameterizedTest
  @CsvSource({
    "A and c or B, true",
    "A and (c or B), true",
    "c and c or c, false",
    "c and (A or B), false",
    "not c and A, true",
    "not (c and A), true",
    "not A or B, true",
    "not (A or B), false",
    "not not A, true",
    "(((A))), true",
    "(A)and(B), true",
    "A AND B OR C-3, true",
    "Not c, true",
    // _H and _h are only meant where the pattern says so.
    "all of them, false",
    "4 of them, false",
    "3 of them, true",
    "all of C*, true",
    "all of B*, true",
    "all of ?, false",
    "2 of ?, true",
    "3 of ?, false",
    "1 of _*, true",
    "all of _*, false",
    "ALL OF C*, true",
    "any of b*, false",
    "1 of A, true",
    "not 1 of b* and 1 of C*, true",
  })
  void bindsNotBeforeAndBeforeOr(String condition, boolean expected) {
    assertThat(parse(condition).matches(EVENT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "c and A and B, [c]",
    "A or B or c, [A]",
    "1 of them, [A]",
    "2 of them, '[A, B]'",
    "c or A and B, '[c, A, B]'",
  })
  void asksNoMoreThanItHasTo(String condition, String expected) {
    parse(condition).matches(EVENT);

    assertThat(asked).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "d          ¦ there is no selection 'd'",
        "a          ¦ there is no selection 'a'",
        "them       ¦ there is no selection 'them'",
        "A B        ¦ 'B' is not expected there",
        "A and)     ¦ there is no selection ')'",
        "A)         ¦ ')' is not expected there",
        "(A or B    ¦ lacks a ')'",
        "A or       ¦ ends too early",
        "not        ¦ ends too early",
        "1 of       ¦ ends too early",
        "()         ¦ there is no selection ')'",
        "or A       ¦ there is no selection 'or'",
        "0 of them  ¦ '0 of' must be a number, 'any' or 'all'",
        "-1 of them ¦ '-1 of' must be a number, 'any' or 'all'",
        "1000 of A  ¦ '1000 of' must be a number, 'any' or 'all'",
        "1 of D*    ¦ there is no selection like 'D*'",
      })
  void aFaultRepeatsTheConditionAndNamesItsLine(String condition, String reason) {
    assertThatThrownBy(() -> parse(condition))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:2: condition '" + condition + "': " + reason);
  }

  @Test
  void isNestedFiftyDeepAtMost() {
    assertThat(parse("(".repeat(49) + "A" + ")".repeat(49)).matches(EVENT)).isTrue();
    assertThat(parse("not ".repeat(48) + "A").matches(EVENT)).isTrue();
    assertThatThrownBy(() -> parse("(".repeat(50) + "A" + ")".repeat(50)))
        .hasMessageEndingWith("is nested too deep");
    assertThatThrownBy(() -> parse("not ".repeat(100_000) + "A"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void oneConditionMayBeAsLongAsItLikes() {
    assertThat(parse("c or ".repeat(10_000) + "A").matches(EVENT)).isTrue();
  }
}
