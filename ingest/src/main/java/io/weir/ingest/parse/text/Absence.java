package io.weir.ingest.parse.text;

import java.util.Set;

/** What programs write in the place of a value that is not there. */
public final class Absence {
  private static final Set<String> WORDS =
      Set.of("", "-", "--", "<NA>", "<nil>", "<null>", "<none>", "<unset>", "(null)", "null");

  private Absence() {}

  /**
   * Whether the text only says that there is no value; {@code <NA>} is Falco's, {@code <nil>} Go's.
   */
  public static boolean is(String text) {
    return text.length() <= 7 && WORDS.contains(text);
  }
}
