package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a rule mean by themselves. */
class SigmaValuesTest {
  private static YamlNode yaml(String text) {
    return YamlNode.documents("test.yml", text).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "lt,  true,  false, false",
    "lte, true,  true,  false",
    "gt,  false, false, true",
    "gte, false, true,  true",
    "eq,  false, true,  false",
    "neq, true,  false, true",
  })
  void comparesAsItsWordSays(String word, boolean less, boolean equal, boolean greater) {
    var comparison = Comparison.of(word);

    assertThat(comparison.test(-7)).isEqualTo(less);
    assertThat(comparison.test(0)).isEqualTo(equal);
    assertThat(comparison.test(7)).isEqualTo(greater);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GT", "ge", "equals", "not"})
  void knowsNoOtherComparison(String word) {
    assertThatThrownBy(() -> Comparison.of(word)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Bounded is what needs the end of the time span to be known. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{gte: 3}         | 3  | false | 3 4 1000  | 0 2",
        "{gt: 3}          | 4  | false | 4 5       | 3",
        "{gt: 3, gte: 9}  | 9  | false | 9 10      | 4 8",
        "{eq: 3}          | 3  | true  | 3         | 2 4",
        "{lt: 3}          | 0  | true  | 0 2       | 3",
        "{lte: 3}         | 0  | true  | 3         | 4",
        "{neq: 3}         | 0  | true  | 2 4       | 3",
        "{gt: 3, lte: 6}  | 4  | true  | 4 6       | 3 7",
        "{field: a, gt: 1}| 2  | false | 2         | 1",
      })
  void aThresholdHoldsIfAllItsBoundsDo(
      String condition, long atLeast, boolean bounded, String met, String missed) {
    Threshold threshold = Threshold.read(yaml(condition));

    assertThat(threshold.atLeast()).isEqualTo(atLeast);
    assertThat(threshold.bounded()).isEqualTo(bounded);
    assertThat(met.split(" ", -1)).allMatch(number -> threshold.isMet(Long.parseLong(number)));
    assertThat(missed.split(" ", -1)).noneMatch(number -> threshold.isMet(Long.parseLong(number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{field: a}   | test.yml:1: condition compares with nothing",
        "{}           | test.yml:1: condition compares with nothing",
        "{gte: 1.5}   | test.yml:1: must be a whole number, not '1.5'",
        "{least: 3}   | test.yml:1: 'least' is none of gt, gte, lt, lte, eq, neq",
      })
  void aThresholdThatIsNoneIsAFault(String condition, String fault) {
    assertThatThrownBy(() -> Threshold.read(yaml(condition)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attack.execution                 | [execution]         | []",
        "attack.credential_access         | [credential-access] | []",
        "attack.command-and-control       | [command-and-control] | []",
        "Attack.Impact, ATTACK.T1486      | [impact]            | [T1486]",
        "attack.t1059.004                 | []                  | [T1059.004]",
        "attack.t1059, attack.t1059.004   | []                  | [T1059, T1059.004]",
        // Groups, software, what is written wrongly, and other namespaces.
        "attack.g0016, attack.s0002       | []                  | []",
        "attack.t105, attack.t1059.4      | []                  | []",
        "attack.t1059.0045                | []                  | []",
        "attack.executions                | []                  | []",
        "cve.2021-44228, car.2013-05-004  | []                  | []",
        "execution, t1059                 | []                  | []",
        "attack                           | []                  | []",
      })
  void findsTacticsAndTechniquesAmongTags(String tags, String tactics, String techniques) {
    AttackTags found = AttackTags.of(List.of(tags.split(", ", -1)));

    assertThat(found.tactics()).hasToString(tactics);
    assertThat(found.techniques()).hasToString(techniques);
  }

  @ParameterizedTest
  @CsvSource({
    "a*b,       '',                  [a*b]",
    "-e –x /y,  windash,             [-e -x -y]",
    "foo,       base64,              [Zm9v]",
    "foo,       'utf16le base64',    [ZgBvAG8A]",
    "foo,       'wide base64',       [ZgBvAG8A]",
    "foo,       'utf16be base64',    [AGYAbwBv]",
    "foo,       'utf16 base64',      [/v8AZgBvAG8=]",
    "–e,        'windash base64',    [LWU=]",
    "foo,       base64offset,        '[Zm9v, Zvb, mb2]'",
  })
  void writesAValueInEveryWayThatItMayHave(String value, String modifiers, String expected) {
    List<String> names = List.of(modifiers.split(" ", -1));

    assertThat(ValueEncodings.of(yaml('"' + value + '"'), names)).hasToString(expected);
  }

  /** Wherever the value begins in what was encoded, one of the three is in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "xy", "xyz", "password=", "http://a/b?c=d&", "\u00e9", "\u00e9\u00e9"})
  void anOffsetIsFoundWhateverIsAround(String before) {
    List<String> patterns =
        ValueEncodings.of(yaml("\"/bin/sh -i\""), List.of("base64offset", "contains"));
    for (String after : List.of("", "1", "12", "123")) {
      byte[] bytes = (before + "/bin/sh -i" + after).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(bytes);

      assertThat(patterns)
          .as(encoded)
          .anyMatch(pattern -> Glob.of(pattern).contains().matches(encoded));
    }
    assertThat(patterns).noneMatch(it -> Glob.of(it).contains().matches("L2Jpbi9zaCAtYQ=="));
  }

  @Test
  void utf16ByItselfIsAFault() {
    assertThatThrownBy(() -> ValueEncodings.of(yaml("a: 1\n").map().get("a"), List.of("wide")))
        .hasMessage("test.yml:1: UTF-16 in a field is only found as Base64");
  }

  @ParameterizedTest
  @CsvSource({
    "CommandLine, process.command_line",
    "c-ip, source.ip",
    "sc-status, http.response.status_code",
    "verb, weir.fields.ka.verb",
    "process.pid, process.pid",
    "message, message",
    "ecs.version, ecs.version",
    "@timestamp, @timestamp",
    "weir.fields.fd.name, weir.fields.fd.name",
    "fd.name, weir.fields.fd.name",
    "commandline, weir.fields.commandline",
  })
  void aFieldHasOurName(String sigmas, String ours) {
    assertThat(FieldMap.standard().field(sigmas).name()).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{product: falco}                          | true",
        "{product: falco, definition: any words}   | true",
        "{product: linux, category: file_event}    | true",
        "{product: falco, service: k8s_audit}      | false",
        "{product: postgresql}                     | false",
      })
  void aLogSourceIsAskedByItsThreeKeys(String logsource, boolean expected) {
    Set<String> read = new TreeSet<>();
    EventCondition source = FieldMap.standard().source(yaml(logsource), read);

    EventView event = new EventView(Rules.event("\"event.provider\":\"syscall\""));
    assertThat(source.matches(event)).isEqualTo(expected);
    assertThat(read).as("what it reads").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{definition: x} | logsource names no product, category or service",
        "{product: windows}| logsource {product=windows} is not among those that are mapped",
        "{product: linux, category: file_event, service: x} | logsource {product=linux, category=file_event, service=x} is not among those that are mapped",
      })
  void aLogSourceThatCouldNeverMatchIsRefused(String logsource, String fault) {
    assertThatThrownBy(() -> FieldMap.standard().source(yaml(logsource), new TreeSet<>()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:1: " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b     | [1]",
        "a.c.d   | [2]",
        "list    | [x, y]",
        "list.x  | []",
        "objects | [3, 4]",
        "nothing | []",
        "a       | [7, 2]",
        "data_stream.type | [logs]",
        "weir.schema      | [1]",
        "dotted.key.x | [5]",
        "number  | [12.50]",
      })
  void findsAKeyWhetherItIsNestedOrHasDots(String key, String texts) {
    EventView event =
        new EventView(
            Rules.event(
                """
                "weir.fields":{"a.b":1,"a":{"b":7,"c.d":2},"list":["x",["y",null]],
                "objects":[{"k":3},{"k":4}],"nothing":null,"dotted":{"key.x":5},"number":12.50}"""));

    assertThat(event.values(FieldRef.of(key))).hasToString(texts);
  }
}
