package io.weir.enrich.redact.search;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.DecodedView;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that were hidden in one event, because they are hidden wherever else they are in it.
 * Left out is what would hide half of the event by chance: what is shorter than four characters,
 * and the words that name keys and classes ({@code password=password}).
 */
public final class HiddenValues {
  private static final int MIN_LENGTH = 4;

  /** Of a value whose place is known. */
  private static final int MIN_KNOWN = 3;

  /** Characters of values that are looked for; a tree of them takes fifty times that in bytes. */
  private static final int MAX_CHARS = 512 << 10;

  /** Of those that all lines of a pod have: a note of a pod must not cost each of its lines. */
  private static final int MAX_SHARED_CHARS = 4 << 10;

  /** No name of a namespace is a secret of that length by chance. */
  private static final int MIN_LONG = 12;

  private final SensitiveKeys keys;
  private Map<String, SensitiveClass> values = Map.of();

  /** Whether the values are to be copied before they change: most lines of a pod add none. */
  private boolean borrowed = true;

  private long chars;

  /**
   * None yet.
   *
   * @param keys whose names are no values
   */
  public HiddenValues(SensitiveKeys keys) {
    this.keys = keys;
  }

  /** True if nothing was hidden. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Adds a value as it is without encoding; of credentials their password as well. */
  public void add(String value, SensitiveClass type) {
    put(value.strip(), type);
    int colon = value.indexOf(':');
    boolean credentials =
        type.equals(SensitiveClass.URL_CREDENTIALS)
            || type.equals(SensitiveClass.BASIC_CREDENTIALS);
    if (credentials && colon > 0) {
      String password = value.substring(colon + 1);
      put(password, type);
      // In a URL it is encoded; a program that read it writes it as it is.
      put(DecodedView.of(password).text(), type);
    }
  }

  /**
   * Adds a value that the lines before have shown: nothing but the search for it hides it, so that
   * it may be short, and a name as well.
   */
  public void addKnown(String value, SensitiveClass type) {
    String known = value.strip();
    if (known.length() >= MIN_KNOWN) {
      keep(known, type);
    }
  }

  /**
   * Starts with those of the fields that events share, unless they are many: they were hidden where
   * they are, and are searched for elsewhere only then. Before anything is added.
   *
   * @param shared must not change any more
   */
  public void beginWith(HiddenValues shared) {
    if (shared.chars <= MAX_SHARED_CHARS) {
      values = shared.values;
      chars = shared.chars;
      borrowed = true;
    }
  }

  private void put(String value, SensitiveClass type) {
    if (value.length() >= MIN_LENGTH && !isName(value)) {
      keep(value, type);
    }
  }

  private void keep(String value, SensitiveClass type) {
    if (borrowed) {
      values = new LinkedHashMap<>(values);
      borrowed = false;
    }
    if (values.putIfAbsent(value, type) == null) {
      chars += value.length();
    }
    if (chars > MAX_CHARS) {
      // The event becomes a dead letter: to look for a part of them would let the others pass.
      throw new IllegalStateException("more was hidden in an event than can be looked for");
    }
  }

  private boolean isName(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Chars.isAlphanumeric(c) && c != '_') {
        return false;
      }
    }
    return !hasDigit(value)
        && (SensitiveClass.known(value).isPresent() || keys.ruleOf(value) != null);
  }

  /** Of letters alone, or of digits alone, and not long. */
  private static boolean isWord(String value) {
    boolean number = value.chars().noneMatch(Character::isLetter);
    return value.length() < MIN_LONG && (number || !hasDigit(value));
  }

  private static boolean hasDigit(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Chars.isDigit(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Finds where they are in other texts. */
  public ValueSearch search() {
    return new ValueSearch(values);
  }

  /**
   * The same without plain words: those that a namespace or a pod is called by are no secrets that
   * got there.
   */
  public ValueSearch searchWithoutWords() {
    Map<String, SensitiveClass> mixed = new LinkedHashMap<>(values);
    mixed.keySet().removeIf(HiddenValues::isWord);
    return new ValueSearch(mixed);
  }
}
