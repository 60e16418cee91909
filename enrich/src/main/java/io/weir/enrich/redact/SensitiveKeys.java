package io.weir.enrich.redact;

import java.util.List;

/** Names of keys, headers, variables and flags whose value must not leave. */
final class SensitiveKeys {
  private static final List<String> PASSWORDS =
      List.of("password", "passwd", "passphrase", "passwort", "kennwort", "pwd");

  private static final List<String> SECRETS =
      List.of(
          "secret",
          "token",
          "apikey",
          "accesskey",
          "accountkey",
          "secretkey",
          "privatekey",
          "signingkey",
          "encryptionkey",
          "authorization",
          "cookie",
          "credential",
          "credentials",
          "sessionid",
          "connectionstring");

  private static final int MAX_LENGTH = 64;

  /** Cyrillic letters that look like Latin ones, and those. */
  private static final String LOOK_ALIKES = "аеорсухі";

  private static final String LOOK_ALIKE_OF = "aeopcyxi";

  private SensitiveKeys() {}

  /**
   * The class of what follows a key, or null if it is no sensitive one. Upper and lower case,
   * {@code _}, {@code -} and {@code .} make no difference, nor does what stands before the telling
   * word: {@code DB_PASSWORD}, {@code x-api-key}.
   */
  static SensitiveClass classOf(CharSequence key) {
    if (key.length() < 3 || key.length() > MAX_LENGTH) {
      return null;
    }
    String name = normalised(key);
    if (name.equals("pass") || endsWithAny(name, PASSWORDS)) {
      return SensitiveClass.PASSWORD;
    }
    return endsWithAny(name, SECRETS) ? SensitiveClass.SECRET : null;
  }

  private static boolean endsWithAny(String name, List<String> words) {
    for (String word : words) {
      if (name.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static String normalised(CharSequence key) {
    StringBuilder name = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = Character.toLowerCase(key.charAt(i));
      int lookAlike = c < 128 ? -1 : LOOK_ALIKES.indexOf(c);
      if (lookAlike >= 0) {
        name.append(LOOK_ALIKE_OF.charAt(lookAlike));
      } else if (Character.isLetterOrDigit(c)) {
        name.append(c);
      }
    }
    return name.toString();
  }
}
