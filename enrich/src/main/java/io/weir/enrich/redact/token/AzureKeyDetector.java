package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Keys of Azure that carry a mark inside: client secrets of Entra applications ({@code 8Q~} after
 * three characters) and the keys of storage, Service Bus, Cosmos DB and other services that end in
 * a checksum after {@code +ASt}, {@code +ASb}, {@code ACDb} and the like.
 *
 * @see <a href="https://learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic">the
 *     forms as Microsoft's own scanners know them</a>
 */
final class AzureKeyDetector implements Detector {
  private static final List<String> MARKS =
      List.of(
          "+ASt", "+ASb", "AEhC", "ACDb", "+ABa", "+AMC", "+AIo", "+ACR", "AzCa", "AzFu", "AzSe");

  private static final int MAX_BEFORE = 80;
  private static final int MIN_BEFORE = 33;
  private static final int MIN_AFTER = 4;
  private static final int SECRET_BEFORE = 4;
  private static final int SECRET_LEAST = 31;

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.of("Q"), CharSet.of("~"), CharSet.ALPHANUMERIC.or(CharSet.of("_.~-"))),
        new Trigger(
            CharSet.ALPHANUMERIC.or(CharSet.of("+/")), CharSet.of("+A"), CharSet.of("AECRzZ")));
  }

  @Override
  public int find(Scan scan, int at) {
    if (scan.charAt(at) == '~') {
      return secret(scan, at);
    }
    return key(scan, at);
  }

  private static int secret(Scan scan, int at) {
    int start = at - 1 - SECRET_BEFORE;
    if (start < 0 || !Chars.isDigit(scan.charAt(at - 2)) || !scan.startsWord(start)) {
      return NOTHING;
    }
    int end = at + 1;
    while (end < scan.length() && isSecret(scan.charAt(end))) {
      end++;
    }
    if (end - at <= SECRET_LEAST) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.AZURE_KEY);
    return end;
  }

  private static boolean isSecret(char c) {
    return Chars.isAlphanumeric(c) || c == '_' || c == '.' || c == '~' || c == '-';
  }

  private static int key(Scan scan, int at) {
    if (MARKS.stream().noneMatch(mark -> scan.startsWith(mark, at))) {
      return NOTHING;
    }
    int start = at;
    while (start > 0 && at - start < MAX_BEFORE && isKey(scan.charAt(start - 1))) {
      start--;
    }
    int end = at + MIN_AFTER;
    while (end < scan.length() && end - at < MAX_BEFORE && isKey(scan.charAt(end))) {
      end++;
    }
    while (end < scan.length() && scan.charAt(end) == '=') {
      end++;
    }
    boolean whole =
        at - start >= MIN_BEFORE && at - start < MAX_BEFORE && end - at >= 2 * MIN_AFTER;
    if (!whole || !Entropy.isRandom(scan.substring(start, end))) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.AZURE_KEY);
    return end;
  }

  private static boolean isKey(char c) {
    return Chars.isAlphanumeric(c) || c == '+' || c == '/';
  }
}
