package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Docker's json-file driver writes a long line in pieces of 16 KiB, and only the last of them has a
 * line feed. A secret may lie across them.
 */
class DockerPiecesTest {
  private static final int PIECE = 16 << 10;

  private static ReadableEvents events() {
    return new ReadableEvents(
        "logs.raw", new Redactor(Policies.standard(), Pseudonyms.development()));
  }

  /**
   * The records of a line: as Fluent Bit's docker parser reads them, or as they are in the file.
   */
  private static List<String> records(String line, boolean parsed) {
    List<String> records = new ArrayList<>();
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start += PIECE) {
      int length = Math.min(PIECE, bytes.length - start);
      ObjectNode docker = Json.MAPPER.createObjectNode();
      docker.put("log", new String(bytes, start, length, StandardCharsets.UTF_8));
      docker.put("stream", "stdout").put("time", "2026-11-23T10:00:00.123456789Z");
      ObjectNode record =
          parsed ? docker : Json.MAPPER.createObjectNode().put("log", docker.toString());
      record.putObject("kubernetes").put("namespace_name", "shop").put("pod_name", "p-1");
      records.add(record.toString());
    }
    return records;
  }

  private static String read(List<String> records) {
    ReadableEvents events = events();
    records.forEach(events::add);
    return events.read();
  }

  /** So that the cut is that many characters after the begin of what comes next. */
  private static String filled(int before, String letters) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int i = 0; bytes < PIECE - before; i++) {
      char c = letters.charAt(i % letters.length());
      int size = String.valueOf(c).getBytes(StandardCharsets.UTF_8).length;
      boolean fits = bytes + size <= PIECE - before;
      text.append(fits ? c : '.');
      bytes += fits ? size : 1;
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "password=q7TulipBoat5, 16, q7Tulip, Boat5",
    "password=q7TulipBoat5, 9, q7Tulip, Boat5",
    "password=q7TulipBoat5, 8, q7Tulip, Boat5",
    "password=q7TulipBoat5, 3, q7Tulip, Boat5",
    "api_key: q7TulipBoat5, 12, q7Tulip, Boat5",
    "the password is q7TulipBoat5, 13, q7Tulip, Boat5",
    "mail to ana.vos@example.org, 11, ana.vo, example.org",
    "'card 4111 1111 1111 1111', 10, 4111 1, 1111 1111",
  })
  void aSecretInTwoPiecesIsReadableInNone(String text, int cut, String first, String second) {
    for (String letters : List.of("ab. ", "é. ", "あ. ")) {
      String line = filled(cut, letters) + text + " and so on";
      for (boolean parsed : List.of(true, false)) {
        String read = read(records(line, parsed));

        assertThat(read).contains("and so on").doesNotContain(first).doesNotContain(second);
        assertThat(read.lines()).hasSize(1);
      }
    }
  }

  @Test
  void aLineMayHaveManyPieces() {
    String line =
        filled(4, "ab. ") + "password=q7TulipBoat5 " + filled(9, "cd. ") + " token=x9Ship";

    String read = read(records(line + filled(0, "ef. "), true));

    assertThat(read).doesNotContain("q7Tulip").doesNotContain("Boat5").doesNotContain("x9Ship");
    assertThat(read.lines()).hasSize(1);
  }

  /** Docker counts bytes, and each half of a character becomes a sign of its own. */
  @Test
  void aCutWithinACharacterIsOneToo() {
    for (int before = 1; before < 3; before++) {
      String read = read(records(filled(before, "あ. ") + "あ password=q7TulipBoat5", true));

      assertThat(read).doesNotContain("q7Tulip");
      assertThat(read.lines()).hasSize(1);
    }
  }

  /** The rest never came: what is next to the cut is hidden on both sides. */
  @Test
  void aPieceWithoutItsRestShowsNothingNextToTheCut() {
    List<String> records = records(filled(16, "ab. ") + "password=q7TulipBoat5 and so on", true);
    ReadableEvents events = events();
    events.add(records.get(0));
    String first = events.read();
    events.add(records.get(1));
    String read = first + events.read();

    assertThat(read).doesNotContain("q7Tulip");
    assertThat(first).contains("ab. ");
  }

  @Test
  void whatIsNotOfThatSizeIsALineByItself() {
    List<String> records = new ArrayList<>(records("password=", true));
    records.addAll(records("b".repeat(PIECE - 1), true));
    records.addAll(records("the end", false));

    assertThat(read(records).lines()).hasSize(3);
  }
}
