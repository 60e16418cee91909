package io.weir.ingest.parse.line;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A layout of columns, as many loggers write them: read from left to right, each where the one
 * before it ends. What follows the last column is the message, which the format reads by itself.
 */
public final class Columns {
  private final Column[] all;

  private Columns(Column[] all) {
    this.all = all;
  }

  /** Reads one column, or says that the line is of another form. */
  @FunctionalInterface
  public interface Column {
    /** Whether the column is there; if so, the cursor is after it. */
    boolean read(Match match);
  }

  /** A layout of these columns. */
  public static Columns of(Column... columns) {
    return new Columns(columns);
  }

  /**
   * Reads the columns that begin at the cursor.
   *
   * @return what they say; null, with the cursor anywhere, if one of them is not there
   */
  public Match read(Cursor cursor, TimeContext context) {
    Match match = new Match(cursor, context);
    if (!match.readAll(all)) {
      return null;
    }
    match.end = cursor.at();
    return match;
  }

  /** That text. */
  public static Column literal(String text) {
    return match -> match.cursor.skip(text);
  }

  /** That text, which the next column reads once more. */
  public static Column ahead(String text) {
    return match -> match.cursor.startsWith(text);
  }

  /** One of those characters. */
  public static Column oneOf(String characters) {
    return match -> {
      boolean known = characters.indexOf(match.cursor.peek()) >= 0;
      return known && match.cursor.skip(match.cursor.peek());
    };
  }

  /** At least one blank. */
  public static Column blanks() {
    return match -> match.cursor.skipBlanks();
  }

  /** A whole number. */
  public static Column number(Field field) {
    return match -> {
      long number = match.cursor.number();
      if (number < 0) {
        return false;
      }
      match.fields().put(field, number);
      return true;
    };
  }

  /** A time in one of the forms that {@code Times} reads; of several the last counts. */
  public static Column time(BiFunction<Cursor, TimeContext, Instant> form) {
    return match -> {
      match.time = form.apply(match.cursor, match.context);
      return match.time != null;
    };
  }

  /**
   * A level, up to a text that is skipped.
   *
   * @param names returns the level of a word, an empty text for a word that is no level but may be
   *     in the place of one, and null for others
   */
  public static Column level(String end, UnaryOperator<String> names) {
    return match -> {
      String word = match.cursor.until(end);
      String level = word == null ? null : names.apply(word);
      if (level == null) {
        return false;
      }
      match.fields().put(Field.LOG_LEVEL, level);
      return true;
    };
  }

  /** Whatever there is up to a text that is skipped. */
  public static Column until(String end) {
    return match -> match.cursor.until(end) != null;
  }

  /** A word, up to the next blank, that has that text in it. */
  public static Column word(String part) {
    return match -> match.cursor.word().contains(part);
  }

  /** The value of a field, without blanks around, up to a text that is skipped. */
  public static Column until(String end, Field field) {
    return match -> {
      String value = match.cursor.until(end);
      if (value == null) {
        return false;
      }
      match.fields().put(field, value.strip());
      return true;
    };
  }

  /**
   * Columns that are all there, or skipped together. A value that the first of them set stays, so
   * that those that decide come first.
   */
  public static Column optional(Column... columns) {
    return match -> {
      int start = match.cursor.at();
      if (!match.readAll(columns)) {
        match.cursor.moveTo(start);
      }
      return true;
    };
  }

  /** What the columns of a line say. */
  public static final class Match {
    private final Cursor cursor;
    private final TimeContext context;
    private Fields fields;
    private Instant time;
    private int end;

    private Match(Cursor cursor, TimeContext context) {
      this.cursor = cursor;
      this.context = context;
    }

    private boolean readAll(Column[] columns) {
      for (Column column : columns) {
        if (!column.read(this)) {
          return false;
        }
      }
      return true;
    }

    /** The fields, to which the format may add. Not made before a column has a value. */
    public Fields fields() {
      if (fields == null) {
        fields = new Fields();
      }
      return fields;
    }

    /** Where the text continues after the columns. */
    public int end() {
      return end;
    }

    /** The time among the columns, or null. */
    public Instant time() {
      return time;
    }
  }
}
