package io.weir.cli.bench.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All samples are of our own making: the forms of others, with none of their data. */
class LabelFormatTest {
  private static final String HEAD =
      "Id,FileID,Domain,RepoName,FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,"
          + "CryptographyKey,PredefinedPattern,Category\n";

  @TempDir Path dir;

  @Test
  void ownLabelsAreReadFromADirectoryWithItsNegatives() throws IOException {
    write("positives.jsonl", "{\"id\":\"A\",\"text\":\"pw x1\",\"spans\":[" + own(3, 5) + "]}\n\n");
    write("negatives_real.jsonl", "{\"text\":\"all is well\"}\n");

    LabelledData data = read("own");

    assertThat(values(data)).containsExactly("PW=x1");
    assertThat(data.texts()).extracting(LabelledText::name).contains("A");
    assertThat(keptParts(data)).containsExactly("all is well");
  }

  @Test
  void ownLabelsCountUtf16Units() throws IOException {
    write("positives.jsonl", "{\"text\":\"🔑 x1\",\"spans\":[" + own(3, 5) + "]}\n");

    assertThat(values(read("own"))).containsExactly("PW=x1");
  }

  @Test
  void oneFileIsEnough() throws IOException {
    Path file = write("mine.jsonl", "{\"text\":\"pw x1\",\"spans\":[" + own(3, 5) + "]}");

    assertThat(values(LabelFormat.named("own").read(file))).containsExactly("PW=x1");
  }

  @Test
  void samplesOfPresidioCountCodePoints() throws IOException {
    write(
        "set.json",
        """
        [
          {"full_text": "🙂 Ann, a@b.example", "masked": null, "spans": [
            {"entity_type": "PERSON", "entity_value": "Ann",
             "start_position": 2, "end_position": 5},
            {"entity_type": "EMAIL_ADDRESS", "entity_value": "a@b.example",
             "start_position": 7, "end_position": 18}]},
          {"full_text": "nothing to see", "spans": []}
        ]
        """);

    LabelledData data = read("presidio");

    assertThat(values(data)).containsExactly("EMAIL_ADDRESS=a@b.example");
    assertThat(data.notScored()).containsExactly(entry("PERSON", 1));
    assertThat(keptParts(data)).containsExactly("nothing to see");
  }

  /** The text around names has labels of its own: it is no text that must stay as it is. */
  @Test
  void aSampleWithTypesThatAreNotScoredMayChange() throws IOException {
    write("set.jsonl", presidio("by Ann", "PERSON", "Ann", 3, 6) + "\n");

    LabelledData data = read("presidio");

    assertThat(data.texts()).hasSize(1);
    assertThat(keptParts(data)).isEmpty();
  }

  @Test
  void thePlaceOfASampleMayCountUtf16UnitsIfItsValueSaysSo() throws IOException {
    write("set.jsonl", presidio("🙂🙂 a@b.example", "EMAIL_ADDRESS", "a@b.example", 5, 16));

    assertThat(values(read("presidio"))).containsExactly("EMAIL_ADDRESS=a@b.example");
  }

  @Test
  void rowsOfCredDataPointIntoItsFiles() throws IOException {
    write("data/r/a.py", "é = 1\r\n🔑 = 'tiger9'; b = 'scott'\r\nkey = b'begin\r\nend'\r\n");
    write(
        "meta/r.csv",
        HEAD
            + row("data/r/a.py,2,2,T,5,11", "Password")
            + row("data/r/a.py,2,2,F,19,24", "Password")
            + row("data/r/a.py,1,1,F,,", "Key")
            + row("data/r/a.py,3,4,T,8,3", "Key:Token")
            + row("data/r/a.py,2,2,T,0,1", "UUID")
            + row("data/r/a.py,99,99,T,0,1", "Token")
            + row("data/r/gone.py,1,1,F,,", "Token"));

    LabelledData data = read("creddata");

    assertThat(values(data)).containsExactly("Password=tiger9", "Key:Token=begin\nend");
    assertThat(keptParts(data)).containsExactly("é = 1", "scott");
    assertThat(data.notScored())
        .containsExactly(entry("UUID", 1), entry("a line that is not there", 2));
  }

  @Test
  void aFileOfCredDatasMetaKnowsWhereItsDataAre() throws IOException {
    write("data/r/a.py", "pw = 'tiger9'\n");
    Path meta = write("meta/r.csv", HEAD + row("data/r/a.py,1,1,T,6,12", "\"Pass\"\"word\""));

    assertThat(values(LabelFormat.named("creddata").read(meta)))
        .containsExactly("Pass\"word=tiger9");
  }

  /** A row that calls the whole line harmless is wrong where another one knows a credential. */
  @Test
  void aLineWithACredentialNeedNotStay() throws IOException {
    write("data/r/a.py", "pw = 'tiger9'\n");
    write(
        "meta/r.csv",
        HEAD
            + row("data/r/a.py,1,1,X,,", "Key")
            + row("data/r/a.py,1,1,T,6,12", "Password")
            + row("data/r/a.py,1,1,F,5,13", "Password"));

    assertThat(keptParts(read("creddata"))).isEmpty();
  }

  @Test
  void namesInCredDataDoNotLeadOutOfIt() throws IOException {
    write("secret", "x\n");
    write("set/meta/r.csv", HEAD + row("../secret,1,1,T,0,1", "Password"));

    assertThat(LabelFormat.named("creddata").read(dir.resolve("set")).texts()).isEmpty();
  }

  @Test
  void sourcesThatAreNotUtf8AreLatin1() throws IOException {
    Path source = write("data/r/a.c", "");
    Files.write(source, "// für\npw = tiger9\n".getBytes(StandardCharsets.ISO_8859_1));
    write("meta/r.csv", HEAD + row("data/r/a.c,2,2,T,5,11", "Password"));

    assertThat(values(read("creddata"))).containsExactly("Password=tiger9");
  }

  @Test
  void vectorsAreLinesThatHoldASecretOrNone() throws IOException {
    write("positives-slack.txt", "token one\n\ntoken two\r\n");
    write("negatives.txt", "no token\n");
    write("README.txt", "not a vector\n");

    LabelledData data = read("vectors");

    assertThat(values(data))
        .containsExactly("positives-slack.txt=token one", "positives-slack.txt=token two");
    assertThat(keptParts(data)).containsExactly("no token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "own | positives.jsonl | {\"spans\":[]} | line 1 has no 'text'",
        "own | positives.jsonl | {\"text\":\"a\"} | line 1 has no 'spans'",
        "own | positives.jsonl | {\"text\":\"a\",\"spans\":[{\"start\":0,\"end\":2}]} "
            + "| line 1 has a span that is not in its text",
        "own | positives.jsonl | {\"text\":\"a\",\"spans\":[]}~text | line 2 is not JSON",
        "own | positives.jsonl | [{\"full_text\":\"a\"}] | line 1 has no 'text'",
        "presidio | a.json | [~{\"text\":\"a\"}] | line 2 begins a sample without 'full_text'",
        "presidio | a.json | 1 | line 1 is not a list of samples",
        "presidio | a.json | [~{\"full_text\":\"a\",]~ | line 2 is not JSON",
        "presidio | a.json | [~~{\"full_text\":\"a\",\"spans\":[{\"entity_type\":\"US_SSN\","
            + "\"start_position\":0,\"end_position\":9}]}] "
            + "| line 3 begins a sample whose US_SSN is not at its place",
        "creddata | meta/a.csv | a,b | line 1 names no column 'FilePath'",
        "vectors | positives.txt | one~\uFFFF | line 2 is not UTF-8",
      })
  void aFileOfAnotherFormatIsRefusedWithItsLine(
      String format, String name, String content, String fault) throws IOException {
    Path file = write(name, "");
    Files.write(file, bytes(content.replace('~', '\n')));

    assertThatThrownBy(() -> read(format))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(file + " " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data/r/a.py,1,1,Y,0,1 | has no GroundTruth of T, F or X",
        "data/r/a.py,one,1,T,0,1 | has no number as LineStart",
        "data/r/a.py,1,1,T,5,99 | labels a value that is not in its line",
        "data/r/a.py,1,1,T,3,3 | labels a value that is not in its line",
        "data/r/a.py,1,1,T,0 | has 12 columns and not 13",
        "\"data/r/a.py,1,1,T,0,1 | has a quote without its end",
      })
  void aWrongRowIsRefusedWithItsLine(String cells, String fault) throws IOException {
    write("data/r/a.py", "pw = 'tiger9'\n");
    Path file =
        write("meta/r.csv", HEAD + row("data/r/a.py,1,1,T,6,12", "Key") + row(cells, "Key"));

    assertThatThrownBy(() -> read("creddata"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(file + " line 3 " + fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "presidio", "creddata", "vectors"})
  void aPathThatIsNotThereIsAFaultOfUsage(String format) {
    assertThatThrownBy(() -> LabelFormat.named(format).read(dir.resolve("none")))
        .isInstanceOf(UsageError.class)
        .hasMessageEndingWith("cannot be read");
  }

  @Test
  void aFormatThatThereIsNotIsAFaultOfUsage() {
    assertThatThrownBy(() -> LabelFormat.named("csv"))
        .isInstanceOf(UsageError.class)
        .hasMessage("no format 'csv': must be one of own, presidio, creddata, vectors");
  }

  private LabelledData read(String format) {
    return LabelFormat.named(format).read(dir);
  }

  private Path write(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String own(int start, int end) {
    return "{\"start\":%d,\"end\":%d,\"type\":\"PW\"}".formatted(start, end);
  }

  private static String presidio(String text, String type, String value, int start, int end) {
    return """
        {"full_text":"%s","spans":[{"entity_type":"%s","entity_value":"%s",\
        "start_position":%d,"end_position":%d}]}"""
        .formatted(text, type, value, start, end);
  }

  private static String row(String cells, String category) {
    return "1,f,GitHub,r," + cells + ",,," + category + "\n";
  }

  /** U+FFFF in a sample is a byte that no UTF-8 has. */
  private static byte[] bytes(String content) {
    int wrong = content.indexOf('\uFFFF');
    if (wrong < 0) {
      return content.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = content.replace('\uFFFF', '?').getBytes(StandardCharsets.UTF_8);
    bytes[wrong] = (byte) 0xff;
    return bytes;
  }

  private static List<String> values(LabelledData data) {
    return data.texts().stream()
        .flatMap(
            text -> text.hidden().stream().map(label -> label.type() + "=" + part(text, label)))
        .toList();
  }

  private static List<String> keptParts(LabelledData data) {
    return data.texts().stream()
        .flatMap(text -> text.kept().stream().map(label -> part(text, label)))
        .toList();
  }

  private static String part(LabelledText text, Label label) {
    return text.text().substring(label.start(), label.end());
  }
}
