package io.weir.enrich.redact.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.key.KeyName;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlPlaceholdersTest {
  private final SensitiveKeys keys = new SensitiveKeys(KeyName.shipped());

  /** A letter for each place: the class's first, or a hyphen where nothing is said. */
  private static String text(List<KeyRule> rules) {
    return rules.stream()
        .map(rule -> rule == null ? "-" : rule.type().label().substring(0, 1))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UPDATE u SET password = ? WHERE id = ?              | p-",
        "UPDATE u SET \"password\"=?, n = ?, api_key= ?      | p-s",
        "UPDATE u SET `password` = %s, [token] = %s          | ps",
        "INSERT INTO u (name, password, token) VALUES (?,?,?)| -ps",
        "insert into u (name, password) values (%s, %s)      | -p",
        "SELECT a FROM u WHERE name = ? AND n > ?            | --",
        "INSERT INTO u (a, password) VALUES (?,?), (?, ?)    | -p-p",
        "INSERT INTO u (a, b, password) VALUES (now(), 1, ?) | p",
        "INSERT INTO u (a, password) VALUES (?, crypt(?, 1)) | -p",
        "INSERT INTO u (a, password) VALUES (?, ?) ON DUPLICATE KEY UPDATE a = VALUES(a) | -p",
        "INSERT INTO u (a, password) VALUES (?, ?) ON CONFLICT DO UPDATE SET token = ?   | -ps",
        "SELECT 1 FROM u WHERE password <> ? AND n != ?      | p-",
        "SELECT 1 FROM u WHERE password != lower(?)          | p",
        "SELECT 1 FROM u WHERE token LIKE ? OR n LIKE ?      | s-",
        "SELECT 1 FROM u WHERE token NOT IN (?, ?) OR a IN (?)  | ss-",
        "SELECT 1 FROM u WHERE n IN ('a, (b', ?)             | -",
        "SELECT 1 FROM u WHERE token IS NOT DISTINCT FROM ?  | s",
        "SELECT 1 FROM u WHERE token = ANY(?::text[])        | s",
        "~SELECT 1 FROM u WHERE token LIKE '%' || ? || '%'~  | s",
        "SELECT 1 FROM u WHERE token LIKE CONCAT('%', ?)     | s",
        "SELECT 1 FROM u WHERE ? = token AND ? <> n          | s-",
        "SELECT 1 FROM u WHERE lower(token) = lower(?)       | s",
        "SELECT 1 FROM u WHERE token BETWEEN ? AND 1 LIMIT ? | s-",
        "SELECT token FROM ? WHERE a IS NOT ?                | --",
        "SELECT (?, ?), f(?)                                 | ---",
        // A sign within a literal is no place.
        "SET note = 'why?', password = ?                     | p",
        "SELECT 1                                            | ~~",
      })
  void aPlaceIsWhatItsColumnSays(String statement, String rules) {
    assertThat(text(new SqlPlaceholders(keys, statement).inOrder())).isEqualTo(rules);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UPDATE u SET password = $1 WHERE id = $2            | p",
        "UPDATE u SET n = $2, password = $3 WHERE token = $1 | s-p",
        "INSERT INTO u (name, password) VALUES ($1, $2)      | -p",
        "SELECT 1 FROM u WHERE n = $1 AND token IN ($2,$3)   | -ss",
        "INSERT INTO u (id, n, password) VALUES (DEFAULT,$1,$2) | -p",
        "INSERT INTO u (n, password) VALUES ($2, $1)         | p",
        "UPDATE u SET password = $0, token = $1001           | ~~",
        "SELECT a FROM u WHERE id = $1                       | ~~",
      })
  void aNumberedPlaceIsWhatItsColumnSaysWhereverItStands(String statement, String rules) {
    assertThat(text(new SqlPlaceholders(keys, statement).numbered()).replaceAll("-+$", ""))
        .isEqualTo(rules);
  }
}
