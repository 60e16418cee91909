package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.host.LoginMessages;
import io.weir.ingest.parse.join.ValueLines;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;

/** The text layouts of Spring Boot, logback and log4j, and those of Kafka and Elasticsearch. */
public final class JavaLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
              "java",
              "log4j, logback, Spring Boot with its trace ids, Tomcat, Hadoop, Kafka, Elasticsearch, Envoy's own log",
              JavaLine::read)
          .continuedBy(
              (line, at) ->
                  line.charAt(0) == '[' && line.stripTrailing().endsWith(" values:")
                      ? ValueLines.VALUES
                      : null);

  private static final int MAX_COLUMNS = 3;

  private JavaLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    boolean known = line.isBracketed() ? bracketed(line, cursor, fields) : laidOut(cursor, fields);
    if (!known) {
      return null;
    }
    StackTrace.put(fields, line.rest());
    int from = cursor.at();
    if (line.isBracketed()) {
      cursor.skipBlanks();
      LoginMessages.put(fields, cursor.rest());
    }
    return line.as(FORMAT, line.timestamp(), fields, from);
  }

  private static boolean laidOut(Cursor cursor, Fields fields) {
    cursor.skipBlanks();
    if (cursor.atDigit()) {
      return threadNumber(cursor, fields);
    }
    return cursor.peek() == '[' ? threadFirst(cursor, fields) : levelFirst(cursor, fields);
  }

  /** {@code 148 INFO dfs.DataNode: text}, Hadoop's file system. */
  private static boolean threadNumber(Cursor cursor, Fields fields) {
    long thread = cursor.number();
    if (thread < 0 || !cursor.skip(' ') || !Levels.put(fields, cursor.word())) {
      return false;
    }
    fields.put(Field.PROCESS_THREAD_ID, thread);
    cursor.skipBlanks();
    return loggerSecond(cursor, fields);
  }

  /** {@code [main] INFO com.example.Main - text}, the layout of logback and log4j. */
  private static boolean threadFirst(Cursor cursor, Fields fields) {
    cursor.skip('[');
    String thread = cursor.until("] ");
    cursor.skipBlanks();
    if (thread == null || !Levels.put(fields, cursor.word())) {
      return false;
    }
    fields.put(Field.PROCESS_THREAD_NAME, thread);
    cursor.skipBlanks();
    putLogger(fields, cursor);
    return true;
  }

  /** A word that is no logger begins the message. */
  private static void putLogger(Fields fields, Cursor cursor) {
    int start = cursor.at();
    String logger = LoggerName.of(cursor.word(), cursor);
    fields.put(Field.LOG_LOGGER, logger);
    if (logger == null) {
      cursor.moveTo(start);
    }
  }

  private static boolean levelFirst(Cursor cursor, Fields fields) {
    if (!Levels.put(fields, cursor.word()) || !cursor.skipBlanks()) {
      return false;
    }
    if (cursor.peek() == '[') {
      return threadSecond(cursor, fields);
    }
    return cursor.atDigit() ? spring(cursor, fields) : loggerSecond(cursor, fields);
  }

  /** {@code 1 --- [app] [main] c.e.Main : text}, Spring Boot's layout; the application may lack. */
  private static boolean spring(Cursor cursor, Fields fields) {
    long pid = cursor.number();
    if (pid < 0 || !cursor.skip(" --- ")) {
      return false;
    }
    fields.put(Field.PROCESS_PID, pid);
    while (cursor.skip('[')) {
      String name = cursor.until("] ");
      if (name != null && !name.isBlank() && !TraceIds.put(fields, name, '-')) {
        fields.put(Field.PROCESS_THREAD_NAME, name.strip());
      }
    }
    fields.put(Field.LOG_LOGGER, cursor.word());
    return true;
  }

  /** {@code [app,4bf9…,00f0…] 1 --- [main] c.e.Main : text}, of Spring Cloud Sleuth. */
  private static boolean sleuth(Cursor cursor, Fields fields, String bracketed) {
    int comma = bracketed.indexOf(',');
    // Older versions say last whether the trace is exported.
    int last = bracketed.lastIndexOf(',');
    boolean exported = bracketed.endsWith(",true") || bracketed.endsWith(",false");
    String ids = bracketed.substring(comma + 1, exported ? last : bracketed.length());
    TraceIds.put(fields, ids, ',');
    return spring(cursor, fields);
  }

  /**
   * {@code [main] com.example.Main: text}, or with the logger in brackets: {@code [c.e] (main)}.
   */
  private static boolean threadSecond(Cursor cursor, Fields fields) {
    cursor.skip('[');
    String bracketed = cursor.until("] ");
    if (bracketed == null) {
      return false;
    }
    cursor.skipBlanks();
    if (cursor.atDigit() && bracketed.indexOf(',') >= 0) {
      return sleuth(cursor, fields, bracketed);
    }
    if (cursor.skip('(')) {
      fields.put(Field.LOG_LOGGER, bracketed.strip());
      fields.put(Field.PROCESS_THREAD_NAME, cursor.until(')'));
    } else {
      fields.put(Field.PROCESS_THREAD_NAME, bracketed);
      putLogger(fields, cursor);
    }
    return true;
  }

  /** {@code com.example.Main - text} or {@code com.example.Main: text}. */
  static boolean loggerSecond(Cursor cursor, Fields fields) {
    String word = cursor.word();
    boolean marked = word.endsWith(":") || cursor.skip(" - ") || cursor.skip(" : ");
    boolean dotted = marked && word.indexOf('.') > 0;
    fields.put(Field.LOG_LOGGER, dotted ? LoggerName.of(word, cursor) : null);
    return fields.has(Field.LOG_LOGGER);
  }

  /** After a time in brackets. */
  private static boolean bracketed(TextLine line, Cursor cursor, Fields fields) {
    return cursor.peek() == '[' ? columns(cursor, fields) : loggerLast(line, cursor, fields);
  }

  /**
   * {@code [INFO ][o.e.n.Node ] [node-1] text}, Elasticsearch's layout, and others with the columns
   * in another order: Envoy's {@code [1][info][main] [source.cc:1] text}.
   */
  private static boolean columns(Cursor cursor, Fields fields) {
    int count = 0;
    for (; count < MAX_COLUMNS && cursor.skip('['); count++) {
      String column = cursor.until(']');
      if (column == null) {
        return false;
      }
      putColumn(fields, column.strip());
    }
    return count > 1 && fields.has(Field.LOG_LEVEL);
  }

  private static void putColumn(Fields fields, String column) {
    Cursor number = new Cursor(column);
    long thread = number.number();
    if (thread >= 0 && number.atEnd()) {
      fields.put(Field.PROCESS_THREAD_ID, thread);
    } else if ((fields.has(Field.LOG_LEVEL) || !Levels.put(fields, column))
        && !fields.has(Field.LOG_LOGGER)) {
      fields.put(Field.LOG_LOGGER, column);
    }
  }

  /** {@code INFO text (kafka.server.KafkaServer)}, Kafka's layout. */
  private static boolean loggerLast(TextLine line, Cursor cursor, Fields fields) {
    if (!cursor.skip(' ') || !Levels.put(fields, cursor.word())) {
      return false;
    }
    // The values of a configuration have lines of their own, the logger follows the last.
    int from = cursor.at();
    String text = cursor.rest();
    cursor.moveTo(from);
    return putLast(fields, text)
        || (line.rest() != null && putLast(fields, line.rest().stripTrailing()));
  }

  private static boolean putLast(Fields fields, String text) {
    int open = text.lastIndexOf('(');
    boolean named = open > 0 && text.endsWith(")") && text.indexOf(' ', open) < 0;
    fields.put(Field.LOG_LOGGER, named ? text.substring(open + 1, text.length() - 1) : null);
    return named;
  }
}
