package io.weir.enrich.redact;

/** {@code user:password} in {@code scheme://user:password@host} (RFC 3986, section 3.2.1). */
final class UrlCredentialsDetector implements Detector {
  private static final int MAX_LENGTH = 512;

  @Override
  public String triggers() {
    return ":";
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (!text.startsWith("//", at + 1)) {
      return at;
    }
    int start = at + 3;
    int limit = Math.min(text.length(), start + MAX_LENGTH);
    int end = -1;
    for (int i = start; i < limit && !endsAuthority(text.charAt(i)); i++) {
      if (text.charAt(i) == '@') {
        // The last one counts: people do not always encode an @ in a password.
        end = i;
      }
    }
    if (end < 0) {
      return at;
    }
    spans.add(start, end, SensitiveClass.URL_CREDENTIALS);
    return end + 1;
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || c == '?' || c == '#' || c == '"' || c == '\\' || c <= ' ';
  }
}
