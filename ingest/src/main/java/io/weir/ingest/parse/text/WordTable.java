package io.weir.ingest.parse.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of words that come with Weir: what they mean, then the words, apart by blanks. */
public final class WordTable {
  private WordTable() {}

  /**
   * The meaning of each word as it is written in the table.
   *
   * @param owner a class of the package that the table is in
   * @throws IllegalStateException if a word means two things
   */
  public static Map<String, String> read(Class<?> owner, String name) {
    Map<String, String> meanings = new HashMap<>();
    for (String line : lines(owner, name)) {
      List<String> row = List.of(line.split(" +", -1));
      for (String word : row.subList(1, row.size())) {
        String other = meanings.put(word, row.get(0));
        if (other != null && !other.equals(row.get(0))) {
          throw new IllegalStateException(name + " has two meanings of " + word);
        }
      }
    }
    return Map.copyOf(meanings);
  }

  /** The same for words in lower case, which also count in capitals, or with one first. */
  public static Map<String, String> readInAnyCase(Class<?> owner, String name) {
    Map<String, String> meanings = new HashMap<>();
    read(owner, name)
        .forEach(
            (word, meaning) -> {
              meanings.put(word, meaning);
              meanings.put(word.toUpperCase(Locale.ROOT), meaning);
              meanings.put(
                  word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1), meaning);
            });
    return Map.copyOf(meanings);
  }

  private static List<String> lines(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
