package io.weir.enrich.redact;

import io.weir.enrich.redact.key.KeyDetectors;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.key.UserAndPassword;
import io.weir.enrich.redact.line.LineContext;
import io.weir.enrich.redact.number.NumberDetectors;
import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.ArgumentsDetector;
import io.weir.enrich.redact.scan.ArgumentsView;
import io.weir.enrich.redact.scan.Base64Text;
import io.weir.enrich.redact.scan.DecodedView;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.EncodingDetector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Scanner;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.sql.SqlDetectors;
import io.weir.enrich.redact.token.TokenDetectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what a policy hides in a text. Detectors look for values in one pass; where the text holds
 * something encoded, they look at its {@link DecodedView} too, and at every text in it that is
 * base64. Time is linear in the length of the text. Immutable.
 */
final class TextScanner {
  /** So many encodings within one another are taken off. */
  private static final int LAYERS = 3;

  /** Shorter ones after a colon, in base64, are no passwords but parts of ids. */
  private static final int MIN_PASSWORD = 4;

  private final SensitiveKeys keys;
  private final Set<SensitiveClass> kept;
  private final List<PolicyPattern> patterns;
  private final Scanner scanner;

  TextScanner(Policy policy, List<Detector> detectors) {
    this.keys = policy.keys();
    this.kept =
        policy.actions().entrySet().stream()
            .filter(entry -> entry.getValue() == Action.KEEP)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(HashSet::new));
    this.patterns =
        policy.patterns().stream().filter(pattern -> !kept.contains(pattern.type())).toList();
    this.scanner =
        new Scanner(
            detectors.stream()
                .filter(
                    detector ->
                        detector.soleClass() == null || !kept.contains(detector.soleClass()))
                .toList());
  }

  /** The detectors of all classes, the more specific first. */
  static List<Detector> allDetectors(SensitiveKeys keys) {
    List<Detector> detectors = new ArrayList<>();
    detectors.add(new EncodingDetector());
    detectors.add(new ArgumentsDetector());
    detectors.addAll(TokenDetectors.all());
    detectors.addAll(KeyDetectors.all(keys));
    detectors.addAll(SqlDetectors.all(keys));
    detectors.addAll(NumberDetectors.all());
    return detectors;
  }

  /** Names whose values are sensitive. */
  SensitiveKeys keys() {
    return keys;
  }

  /** The text with what was found in it. */
  Scan find(String text) {
    return find(text, LAYERS);
  }

  private Scan find(String text, int layers) {
    Scan scan = new Scan(text, kept);
    scanner.scan(scan);
    for (PolicyPattern pattern : patterns) {
      pattern.find(scan);
    }
    if (text.indexOf('\n') >= 0) {
      new LineContext().read(text, keys, scan::hide);
    }
    if (layers > 0) {
      findEncoded(scan, layers - 1);
    }
    return scan;
  }

  private void findEncoded(Scan scan, int layers) {
    String text = scan.text();
    if (scan.holdsEncoding()) {
      DecodedView view = DecodedView.of(text);
      scan.hideAll(find(view.text(), layers), view);
    }
    if (scan.holdsArguments()) {
      ArgumentsView view = ArgumentsView.of(text);
      scan.hideAll(find(view.text(), layers), view);
    }
    Base64Text.each(
        text,
        (start, end, decoded) -> {
          SensitiveClass type = classOf(decoded, layers);
          if (type != null) {
            scan.hide(start, end, type);
          }
        });
  }

  /** The class of what is hidden in base64, which goes as a whole; null if nothing is. */
  private SensitiveClass classOf(String decoded, int layers) {
    Scan inside = find(decoded, layers);
    if (!inside.isClean()) {
      return inside.spans().longestType();
    }
    boolean credentials =
        decoded.charAt(0) != '{' && UserAndPassword.is(decoded.strip(), MIN_PASSWORD, false);
    return credentials ? SensitiveClass.BASIC_CREDENTIALS : null;
  }
}
