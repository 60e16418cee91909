package io.weir.enrich.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * A form of values that a policy describes. Matching takes time linear in the length of the text.
 *
 * @param pattern whose group {@code value} is what has to go; the whole of it if there is none
 */
record PolicyPattern(SensitiveClass type, Pattern pattern) {
  static final String GROUP = "value";

  /** Adds all values of this form. */
  void find(Scan scan) {
    boolean grouped = pattern.namedGroups().containsKey(GROUP);
    Matcher matcher = pattern.matcher(scan.text());
    while (matcher.find()) {
      int start = grouped ? matcher.start(GROUP) : matcher.start();
      if (start >= 0) {
        scan.hide(start, grouped ? matcher.end(GROUP) : matcher.end(), type);
      }
    }
  }
}
