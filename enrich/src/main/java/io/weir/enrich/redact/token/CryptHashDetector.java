package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hashes of passwords in the form that {@code crypt(3)} has: {@code $2b$12$...} of bcrypt, {@code
 * $6$salt$...} of SHA-512, {@code $1$}, {@code $5$}, {@code $y$}, {@code $argon2id$...}; and of
 * LDAP (RFC 2307, section 5.3): {@code {SSHA}} and the hash in base64.
 */
final class CryptHashDetector implements Detector {
  private static final int MAX_ID = 14;
  private static final int MAX_HASH = 256;
  private static final int MIN_HASH = 22;
  private static final int MAX_SCHEME = 8;
  private static final CharSet SCHEME = CharSet.LETTERS.or(CharSet.DIGITS);
  private static final Set<String> SCHEMES =
      Set.of(
          "SHA", "SSHA", "SHA256", "SSHA256", "SHA384", "SSHA384", "SHA512", "SSHA512", "MD5",
          "SMD5");
  private static final List<String> IDS =
      List.of(
          ("1 2 2a 2b 2x 2y 5 6 7 y gy md5 sha1 apr1 argon2id argon2i argon2d scrypt bcrypt-sha256"
                  + " pbkdf2 pbkdf2-sha256 pbkdf2-sha512")
              .split(" "));

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.ANY, CharSet.of("$"), CharSet.of("12567yagmsbp")),
        new Trigger(CharSet.ANY, CharSet.of("{"), CharSet.of("SMsm")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PASSWORD;
  }

  @Override
  public int find(Scan scan, int at) {
    return scan.charAt(at) == '{' ? ofLdap(scan, at) : ofCrypt(scan, at);
  }

  /** The scheme stays: it says how strong the hash is. */
  private static int ofLdap(Scan scan, int at) {
    int close = scan.skip(at + 1, at + 1 + MAX_SCHEME, SCHEME);
    boolean scheme = SCHEMES.contains(scan.substring(at + 1, close).toUpperCase(Locale.ROOT));
    int end = scheme && scan.at(close) == '}' ? scan.skip(close + 1, CharSet.BASE64) : close;
    if (end - close <= MIN_HASH || scan.at(close + 1) == '/') {
      // {sha256}/blobs is the template of a path.
      return NOTHING;
    }
    scan.hide(close + 1, end, SensitiveClass.PASSWORD);
    return end;
  }

  private static int ofCrypt(Scan scan, int at) {
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
