package io.weir.ingest.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlNodeTest {
  private enum Wait {
    WAIT,
    DEAD_LETTER
  }

  @TempDir private Path folder;

  @Test
  void readsMapsListsAndScalarsInTheirOrder() {
    YamlNode root = only("name: gate\nparts: [one, two]\nsize: 7\nopen: true\nnone:\n");

    assertThat(root.isMap()).isTrue();
    assertThat(root.map().keySet()).containsExactly("name", "parts", "size", "open", "none");
    assertThat(root.map().get("parts").list())
        .extracting(YamlNode::text)
        .containsExactly("one", "two");
    assertThat(root.map().get("size").number()).isEqualTo(7);
    assertThat(root.map().get("open").bool()).isTrue();
    assertThat(root.map().get("none").isNull()).isTrue();
    assertThat(root.map().get("none").list()).isEmpty();
  }

  /** Where a list may be, a single value is a list of one. */
  @Test
  void takesASingleValueForAListOfOne() {
    YamlNode root = only("one: x\nmap: {a: b}\n");

    assertThat(root.map().get("one").list()).extracting(YamlNode::text).containsExactly("x");
    assertThat(root.map().get("map").list()).hasSize(1);
    assertThat(root.map().get("map").isList()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7,true", "true,true", "null,true", "x,false", "'\"7\"',false", "'''no''',false"})
  void saysWhetherAScalarIsAString(String value, boolean other) {
    assertThat(only("v: " + value).map().get("v").isPlainNonText()).isEqualTo(other);
  }

  @Test
  void leavesEmptyDocumentsOut() {
    assertThat(YamlNode.documents("test.yml", "---\n---\na: 1\n---\n# nothing\n")).hasSize(1);
    assertThat(YamlNode.documents("test.yml", "")).isEmpty();
  }

  @Test
  void findsAConstantInAnyOfItsSpellings() {
    assertThat(only("v: dead-letter").map().get("v").oneOf(Wait.class)).isEqualTo(Wait.DEAD_LETTER);
    assertThat(only("v: dead_letter").map().get("v").oneOf(Wait.class)).isEqualTo(Wait.DEAD_LETTER);
    assertThat(only("v: Wait").map().get("v").oneOf(Wait.class)).isEqualTo(Wait.WAIT);
  }

  /** Each names the file, the line and the reason, in one sentence. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void namesFileLineAndReasonOfAFault(
      String message, String text, Function<YamlNode, Object> reading) {
    assertThatThrownBy(() -> reading.apply(only(text)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("test.yml:2: must be a map", "a: 1\nb: x", root -> root.map().get("b").map()),
        fault(
            "test.yml:2: must be a single value",
            "a: 1\nb: [x]",
            root -> root.map().get("b").text()),
        fault(
            "test.yml:1: must be a whole number, not '1.5'",
            "a: 1.5",
            root -> root.map().get("a").number()),
        fault(
            "test.yml:1: must be true or false, not 'yes'",
            "a: yes",
            root -> root.map().get("a").bool()),
        fault(
            "test.yml:1: must be one of wait, dead_letter, not 'stop'",
            "a: stop",
            root -> root.map().get("a").oneOf(Wait.class)),
        fault(
            "test.yml:2: 'c' is unknown; known are a, b",
            "a: 1\nc: 2",
            root -> root.map(Set.of("b", "a"))));
  }

  private static Arguments fault(String message, String text, Function<YamlNode, Object> reading) {
    return Arguments.of(message, text, reading);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: [1, 2'     | test.yml:1: is not YAML
          'a: 1\n\tb: 2' | test.yml:2: is not YAML
          'a: b: c'      | test.yml:1: is not YAML
          """)
  void saysWhereATextIsNoYaml(String text, String message) {
    assertThatThrownBy(
            () -> YamlNode.documents("test.yml", text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThatThrownBy(() -> only("a: 1\na: 2").map())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    Path missing = folder.resolve("none.yml");

    assertThatThrownBy(() -> YamlNode.documents(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessage(missing + ": cannot be read");
  }

  @Test
  void findsTheFilesOfAFolderInOrderWithoutHiddenOnes() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.createDirectories(folder.resolve("..2026_11_23"));
    for (String name :
        List.of("z.yml", "b/a.yaml", "notes.txt", ".hidden.yml", "..2026_11_23/z.yml")) {
      Files.writeString(folder.resolve(name), "a: 1");
    }

    assertThat(YamlFiles.of(folder))
        .containsExactly(folder.resolve("b/a.yaml"), folder.resolve("z.yml"));
    assertThat(YamlFiles.of(folder.resolve("notes.txt")))
        .containsExactly(folder.resolve("notes.txt"));
  }

  private static YamlNode only(String text) {
    return YamlNode.documents("test.yml", text).get(0);
  }
}
