package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;
import java.util.List;

/** Sentences in which applications say who logged in or failed to, where no key says it. */
public final class LoginMessages {
  /**
   * A sentence.
   *
   * @param start how it begins
   * @param beforeUser the text before the user's name, or null
   * @param afterUser what ends it; the end of the text does too
   * @param beforeAddress the text before the client's address, or null
   */
  private record Sentence(
      String start, String beforeUser, String afterUser, String beforeAddress) {}

  private static final List<Sentence> SENTENCES =
      List.of(
          new Sentence("Unsuccessful ", "attempt by user '", "'", null),
          new Sentence("Successful ", "made by user '", "'", null),
          new Sentence("Error occurred getting details for user", "input '", "'", null),
          new Sentence("Login failed: ", "Login failed: ", " (Remote IP", "Remote IP: "),
          new Sentence("Username or password is incorrect", "Username: ", ".\n", " IP: "),
          new Sentence("Invalid TOTP code", null, null, " IP: "),
          new Sentence("Token is invalid!", null, null, " IP: "),
          new Sentence("Invalid admin token", null, null, " IP: "),
          new Sentence("failed to authenticate user:", "user:", ",", null));

  private static final String STARTS = "USELITf";

  private LoginMessages() {}

  /** Sets the user and the address, where they are not known, if the text is such a sentence. */
  public static void put(Fields fields, String text) {
    if (text.isEmpty() || STARTS.indexOf(text.charAt(0)) < 0) {
      return;
    }
    for (Sentence sentence : SENTENCES) {
      if (text.startsWith(sentence.start())) {
        put(fields, text, sentence);
        SshdMessages.putLogin(fields, text.startsWith("Successful "));
      }
    }
  }

  private static void put(Fields fields, String text, Sentence sentence) {
    String user =
        sentence.beforeUser() == null
            ? null
            : between(text, sentence.beforeUser(), sentence.afterUser());
    if (user != null && !fields.has(Field.USER_NAME)) {
      fields.put(Field.USER_NAME, bare(user));
    }
    String address =
        sentence.beforeAddress() == null ? null : between(text, sentence.beforeAddress(), " ");
    boolean known = fields.has(Field.SOURCE_IP) || fields.has(Field.SOURCE_ADDRESS);
    if (address != null && !known) {
      Addresses.putSource(fields, bare(address));
    }
  }

  private static String between(String text, String before, String after) {
    int at = text.indexOf(before);
    if (at < 0) {
      return null;
    }
    int from = at + before.length();
    int end = text.indexOf(after, from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  /** Without quotes and the mark that ends the sentence. */
  private static String bare(String word) {
    int from = 0;
    int end = word.length();
    while (end > from && "'.,)".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    while (from < end && word.charAt(from) == '\'') {
      from++;
    }
    return word.substring(from, end);
  }
}
