package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.ResourceTable;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a key whose value is sensitive.
 *
 * @param name letters and digits; with a {@code =} before it, it is a word of its own in the key,
 *     otherwise whatever is before it makes no difference
 * @param rule what it says of the value
 */
public record KeyName(String name, KeyRule rule) {
  private static final String TABLE = "sensitive-keys.txt";
  private static final int COLUMNS = 3;

  /** Those that come with Weir. */
  public static List<KeyName> shipped() {
    List<KeyName> names = new ArrayList<>();
    for (List<String> row : ResourceTable.rows(KeyName.class, TABLE, COLUMNS)) {
      SensitiveClass type = SensitiveClass.known(row.get(0)).orElseThrow();
      KeyRule.Kind kind = KeyRule.Kind.valueOf(row.get(1).toUpperCase(Locale.ROOT));
      KeyRule rule = new KeyRule(type, kind);
      row.subList(2, row.size()).forEach(name -> names.add(new KeyName(name, rule)));
    }
    return names;
  }
}
