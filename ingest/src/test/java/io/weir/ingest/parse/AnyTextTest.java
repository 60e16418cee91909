package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gives a result, and a long one not much later than a short one. */
class AnyTextTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void readsEveryBeginningOfEverySample() throws IOException {
    for (String text : SampleLinesTest.texts()) {
      for (int end = 0; end <= text.length(); end++) {
        isRead(text.substring(0, end));
      }
    }
  }

  @Test
  void readsSamplesWithAnyCharacterReplaced() throws IOException {
    Random random = new Random(1);
    for (String text : SampleLinesTest.texts()) {
      for (int i = 0; i < text.length(); i++) {
        StringBuilder changed = new StringBuilder(text);
        changed.setCharAt(i, anyCharacter(random));
        isRead(changed.toString());
      }
    }
  }

  @Test
  void readsNoise() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        noise.append(anyCharacter(random));
      }
      isRead(noise.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("io.weir.ingest.parse.SampleLinesTest#texts")
  void readsAMegabyteOfASample(String text) {
    String big = text.isEmpty() ? " " : text;
    isReadSoon(big.repeat(MEGABYTE / big.length()));
    isReadSoon(big + " ".repeat(MEGABYTE));
    isReadSoon((big + '\n').repeat(MEGABYTE / (big.length() + 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\"",
        "\\",
        "[",
        "<",
        "{",
        "{\"a\":",
        "a=",
        "a=b ",
        "a=\"",
        "9",
        "1.",
        "\t",
        "\n",
        "\tat ",
        "- ",
        "] ",
        ": ",
        "): ",
        "a(",
        "\u001b[",
        "\ud83d",
        "::",
        "Caused by: x\n",
        "{\"a\":[",
        "2026-11-23 01:00:00 ",
        "[2026-11-23 01:00:00]",
        "panic: ",
        "goroutine ",
        "a.",
        "a, ",
        "1.2.3.4 - - [23/Nov/2026:01:00:00 +0000] \"",
        "-----BEGIN ",
        "Traceback "
      })
  void readsAMegabyteOfOneThing(String part) {
    isReadSoon(part.repeat(MEGABYTE / part.length()));
    isReadSoon("{\"msg\":\"" + part.repeat(MEGABYTE / part.length()) + "\"}");
    isReadSoon("1.2.3.4 - - [23/Nov/2026:01:00:00 +0000] " + part.repeat(MEGABYTE / part.length()));
    isReadSoon("Nov 23 01:00:00 mx postfix/smtpd[1]: " + part.repeat(MEGABYTE / part.length()));
    isReadSoon("level=info msg=x " + part.repeat(MEGABYTE / part.length()));
    isReadSoon("2026-11-23 01:00:00 UTC [1] " + part.repeat(MEGABYTE / part.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1e99999999999}",
        "{\"ts\":1e400,\"status\":1e99999,\"pid\":-1e-99999,\"duration\":1e2000000000}",
        "{\"level\":1e400,\"user\":{\"id\":12345678901234567890123456789012345678901234567890}}",
        "{\"time\":{},\"level\":[],\"msg\":{},\"error\":{\"message\":{}},\"log\":{\"level\":{}}}",
        "{\"ts\":-1,\"t\":9223372036854775807,\"@t\":\"2026-13-45T99:99:99Z\"}",
        "{\"a\":NaN}",
      })
  void readsOddNumbersAndTypes(String json) {
    isRead(json);
  }

  @Test
  void takesDeepJsonForPlainText() {
    assertThat(isRead(nested(63)).format()).isEqualTo("json");
    assertThat(isRead(nested(64)).format()).isEqualTo("plain");
    assertThat(isRead(nested(500_000)).format()).isEqualTo("plain");
  }

  @Test
  void fillsNoTemplateBeyondBounds() {
    String template = "{a}".repeat(MEGABYTE / 6);
    String json = "{\"@mt\":\"" + template + "\",\"a\":\"" + "b".repeat(MEGABYTE / 2) + "\"}";

    assertThat(isRead(json).message()).isEqualTo(template);
  }

  @Test
  void takesAHugeNumberForPlainText() {
    ParsedLine parsed = isRead("{\"n\":" + "9".repeat(MEGABYTE) + "}");

    assertThat(parsed.format()).isEqualTo("plain");
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static ParsedLine isRead(String text) {
    ParsedLine parsed = Formats.read(text, SampleLinesTest.RECEIVED);
    assertThat(parsed.format()).isNotEmpty();
    assertThat(parsed.message()).isNotNull();
    assertThat(parsed.fields()).isNotNull();
    for (String line : text.isEmpty() ? List.of("") : text.lines().limit(100).toList()) {
      MultilineState state = MultilineStart.of(line);
      assertThat(state).isNotNull();
      state.accept(line);
    }
    return parsed;
  }

  /** Generous: what is not linear would take minutes. */
  private static void isReadSoon(String text) {
    assertTimeout(Duration.ofSeconds(5), () -> isRead(text));
  }

  private static char anyCharacter(Random random) {
    String common =
        " \t\n\r\"'\\[]{}()<>=:;,.-+/|@#*0123456789abcEIWFZT\u001b\ufeff\u0000\ud83d\u2028";
    return random.nextInt(10) == 0
        ? (char) random.nextInt(0x10000)
        : common.charAt(random.nextInt(common.length()));
  }
}
