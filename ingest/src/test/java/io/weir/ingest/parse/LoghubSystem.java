package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Levels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The systems of Loghub, with the columns in which its tables say what each line holds. */
enum LoghubSystem {
  ANDROID("Android", "yyyy-MM-dd HH:mm:ss.SSS", "2016", 1, 2, 5, 6, "2016-03-18T00:00:00Z"),
  APACHE("Apache", "EEE MMM dd HH:mm:ss yyyy", null, 1, -1, 2, -1, "2005-12-06T00:00:00Z"),
  HDFS("HDFS", "yyMMdd HHmmss", null, 1, 2, 4, 5, "2008-11-12T00:00:00Z"),
  HPC("HPC", "", null, 5, -1, -1, -1, "2006-06-01T00:00:00Z"),
  HADOOP("Hadoop", "yyyy-MM-dd HH:mm:ss,SSS", null, 1, 2, 3, 5, "2015-10-19T00:00:00Z"),
  HEALTH_APP("HealthApp", "yyyyMMdd-H:m:s:SSS", null, 1, -1, -1, 2, "2017-12-25T00:00:00Z"),
  LINUX("Linux", "yyyy MMM d HH:mm:ss", "2005", 1, 3, -1, 5, "2005-08-01T00:00:00Z"),
  OPENSSH("OpenSSH", "yyyy MMM d HH:mm:ss", "2016", 1, 3, -1, 4, "2016-12-11T00:00:00Z");

  private final String folder;
  private final String pattern;
  private final String year;
  private final int timeFrom;
  private final int timeTo;
  private final int level;
  private final int component;
  private final Instant received;

  LoghubSystem(
      String folder,
      String pattern,
      String year,
      int timeFrom,
      int timeTo,
      int level,
      int component,
      String received) {
    this.folder = folder;
    this.pattern = pattern;
    this.year = year;
    this.timeFrom = timeFrom;
    this.timeTo = timeTo;
    this.level = level;
    this.component = component;
    this.received = Instant.parse(received);
  }

  record Row(Instant time, String level, String component) {}

  String folder() {
    return folder;
  }

  Instant received() {
    return received;
  }

  Path log(Path corpora) {
    return corpora.resolve("loghub").resolve(folder).resolve(folder + "_2k.log");
  }

  Field componentField() {
    return switch (this) {
      case OPENSSH -> Field.LOG_SYSLOG_HOSTNAME;
      case LINUX -> Field.LOG_SYSLOG_APPNAME;
      default -> Field.LOG_LOGGER;
    };
  }

  List<Row> rows(Path corpora) throws IOException {
    Path table =
        corpora.resolve("loghub").resolve(folder).resolve(folder + "_2k.log_structured.csv");
    List<String> lines = Files.readAllLines(table, StandardCharsets.ISO_8859_1);
    return lines.stream().skip(1).filter(line -> !line.isEmpty()).map(this::row).toList();
  }

  private Row row(String line) {
    List<String> columns = columns(line);
    String text = columns.get(timeFrom);
    for (int i = timeFrom + 1; i <= timeTo; i++) {
      text += " " + columns.get(i);
    }
    if (year != null) {
      text = year + (pattern.startsWith("yyyy-") ? "-" : " ") + text;
    }
    Instant time =
        pattern.isEmpty()
            ? Instant.ofEpochSecond(Long.parseLong(text))
            : time(pattern, this == HEALTH_APP ? padded(text) : text);
    String name = level < 0 ? null : columns.get(level);
    String known =
        name == null ? null : this == ANDROID ? Levels.lettered(name) : Levels.named(name);
    String part = component < 0 || this == HEALTH_APP ? null : columns.get(component);
    return new Row(time, known, this == LINUX ? program(part) : part);
  }

  /** The program, if it stands where programs stand. */
  private static String program(String component) {
    return component.isEmpty() || component.contains(" ") ? null : component;
  }

  /** Milliseconds without leading zeros. */
  private static String padded(String text) {
    int colon = text.lastIndexOf(':') + 1;
    return text.substring(0, colon)
        + "0".repeat(3 - (text.length() - colon))
        + text.substring(colon);
  }

  /** UTC if the pattern has no zone. */
  static Instant time(String pattern, String text) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return pattern.endsWith("Z")
        ? ZonedDateTime.parse(text, formatter).toInstant()
        : LocalDateTime.parse(text, formatter).toInstant(ZoneOffset.UTC);
  }

  private static List<String> columns(String line) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        columns.add(column.toString());
        column.setLength(0);
      } else {
        column.append(c);
      }
    }
    columns.add(column.toString());
    return columns;
  }
}
