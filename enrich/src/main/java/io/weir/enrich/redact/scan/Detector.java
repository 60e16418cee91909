package io.weir.enrich.redact.scan;

import java.util.List;

/**
 * Finds sensitive values of one form. It looks at a bounded part of the text before the place it is
 * called at, and passes over what follows once, so that all of them together take time linear in
 * the length of the text.
 */
public interface Detector {
  /** Nothing was found, or something after text that is still to be searched. */
  int NOTHING = -1;

  /** Where it is to be called: every value that it can find has a place that fits one of them. */
  List<Trigger> triggers();

  /** The one class it finds; null if it finds several. Not called where the policy keeps it. */
  default SensitiveClass soleClass() {
    return null;
  }

  /**
   * Looks around {@code scan.charAt(at)}, which fits a gate, and adds what it finds.
   *
   * @return the end of what was found, where the search continues; {@link #NOTHING} if it continues
   *     at the next character
   */
  int find(Scan scan, int at);
}
