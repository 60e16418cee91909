package io.weir.enrich.redact;

/**
 * Short texts in which nothing was found, such as user agents, loggers and paths, which nearly
 * every event repeats. Each has one place, which the next one there takes from it, so that the
 * memory is bounded and nothing has to be forgotten. Threads may overwrite what others remember: at
 * worst a text is searched again.
 */
final class CleanTexts {
  /** Longer ones are messages, which have a number or a name of their own. */
  private static final int MAX_LENGTH = 160;

  private static final int PLACES = 4_096;

  private final String[] texts = new String[PLACES];

  /** True if the text was added, and no other has taken its place since. */
  boolean has(String text) {
    return text.length() <= MAX_LENGTH && text.equals(texts[place(text)]);
  }

  /** Remembers a text, unless it is long. */
  void add(String text) {
    if (text.length() <= MAX_LENGTH) {
      texts[place(text)] = text;
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
