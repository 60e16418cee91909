package io.weir.sinks.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * What proves to a store who we are: an {@code Authorization} header, made of files that are read
 * again when they change. No message ever shows what a file or a setting holds: a key that was
 * pasted where a path belongs must not end in a log.
 */
public final class Credentials {
  private final Supplier<String> header;

  private Credentials(Supplier<String> header) {
    this.header = header;
  }

  /** No header. */
  public static Credentials none() {
    return new Credentials(() -> null);
  }

  /**
   * An encoded API key of Elasticsearch.
   *
   * @param setting the name of the setting that holds the path
   * @throws UnusableFileException if the file cannot be read or is empty; so for the others
   */
  public static Credentials apiKey(String setting, Path file) {
    return ofFile(setting, file, key -> "ApiKey " + key);
  }

  /** A bearer token (RFC 6750). */
  public static Credentials bearer(String setting, Path file) {
    return ofFile(setting, file, token -> "Bearer " + token);
  }

  /** A user name and a password (RFC 7617). */
  public static Credentials basic(String user, String setting, Path password) {
    return ofFile(
        setting,
        password,
        text -> {
          byte[] pair = (user + ":" + text).getBytes(StandardCharsets.UTF_8);
          return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
  }

  private interface Scheme {
    String header(String secret);
  }

  private static Credentials ofFile(String setting, Path file, Scheme scheme) {
    Supplier<String> loader = () -> scheme.header(read(setting, file));
    WatchedFiles<String> watched = new WatchedFiles<>(setting, List.of(file), loader);
    return new Credentials(watched::get);
  }

  private static String read(String setting, Path file) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new UnusableFileException(setting, "must be the path of a file that can be read");
    }
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new UnusableFileException(
          setting, "the file must hold one line of letters, digits and signs of ASCII");
    }
    return text;
  }

  /** The value of the {@code Authorization} header as of now, or null for none. */
  public String header() {
    return header.get();
  }
}
