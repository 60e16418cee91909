package io.weir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
  /** Backslashes are written as a slash here, so that the table can be read. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          plain text, plain text
          Grüße 你好 🙂, Grüße 你好 🙂
          /u001b[2Jgone, /x1b[2Jgone
          red/u009b31m, red/x9b31m
          back/u0008/u000d, back/x08/x0d
          title/u001b]0;x/u0007, title/x1b]0;x/x07
          /u202egnp.exe/u2069, /u202egnp.exe/u2069
          nul/u0000 del/u007f, nul/x00 del/x7f
          zero/u200bwidth/ufeff, zero/u200bwidth/ufeff
          """)
  void whatATerminalWouldObeyIsShown(String written, String shown) {
    String text = unescaped(written);

    assertThat(TerminalText.shown(text)).isEqualTo(shown.replace('/', '\\'));
  }

  @ParameterizedTest
  @CsvSource(textBlock = "/u0009, /u000a")
  void tabsAndLineFeedsStay(String tab, String feed) {
    assertThat(TerminalText.shown(unescaped(tab) + unescaped(feed))).isEqualTo("\t\n");
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("/u", i)) {
        plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
