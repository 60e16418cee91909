package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Hashes of passwords in the form that {@code crypt(3)} has: {@code $2b$12$...} of bcrypt, {@code
 * $6$salt$...} of SHA-512, {@code $1$}, {@code $5$}, {@code $y$}, {@code $argon2id$...}.
 */
final class CryptHashDetector implements Detector {
  private static final int MAX_ID = 14;
  private static final int MAX_HASH = 256;
  private static final int MIN_HASH = 22;
  private static final List<String> IDS =
      List.of(
          ("1 2 2a 2b 2x 2y 5 6 7 y gy md5 sha1 apr1 argon2id argon2i argon2d scrypt bcrypt-sha256"
                  + " pbkdf2 pbkdf2-sha256 pbkdf2-sha512")
              .split(" "));

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.ANY, CharSet.of("$"), CharSet.of("12567yagmsbp")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PASSWORD;
  }

  @Override
  public int find(Scan scan, int at) {
    int limit = Math.min(scan.length(), at + 1 + MAX_ID);
    int id = scan.substring(at + 1, limit).indexOf('$');
    if (id < 0 || !IDS.contains(scan.substring(at + 1, at + 1 + id))) {
      return NOTHING;
    }
    int end = at + 1 + id;
    int last = end;
    limit = Math.min(scan.length(), end + MAX_HASH);
    while (end < limit && isPart(scan.charAt(end))) {
      last = scan.charAt(end) == '$' ? end : last;
      end++;
    }
    while (",.".indexOf(scan.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end - last <= MIN_HASH) {
      return NOTHING;
    }
    scan.hide(at, end, SensitiveClass.PASSWORD);
    return end;
  }

  private static boolean isPart(char c) {
    return Chars.isAlphanumeric(c) || "./$+=,-".indexOf(c) >= 0;
  }
}
