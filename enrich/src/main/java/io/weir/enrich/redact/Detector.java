package io.weir.enrich.redact;

/**
 * Finds one kind of sensitive value around a character that no such value lacks. Looks at a bounded
 * part of the text before that character, and passes over what comes after it once.
 */
interface Detector {
  /** The characters to be called at: ASCII only. */
  String triggers();

  /** The one class it finds; null if it finds several. Not called where the policy keeps it. */
  default SensitiveClass only() {
    return null;
  }

  /**
   * Looks around {@code text.charAt(at)}, which is one of the triggers, and adds what it finds.
   *
   * @return where to go on looking: the end of what was found, or {@code at}
   */
  int find(String text, int at, Spans spans);
}
