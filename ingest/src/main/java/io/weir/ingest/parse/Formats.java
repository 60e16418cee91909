package io.weir.ingest.parse;

import io.weir.ingest.parse.database.ClickhouseLine;
import io.weir.ingest.parse.database.CouchdbLine;
import io.weir.ingest.parse.database.MysqlLine;
import io.weir.ingest.parse.database.MysqlSlowLine;
import io.weir.ingest.parse.database.PgbouncerLine;
import io.weir.ingest.parse.database.PostgresCsvLine;
import io.weir.ingest.parse.database.PostgresLine;
import io.weir.ingest.parse.database.RedisLine;
import io.weir.ingest.parse.host.AndroidLine;
import io.weir.ingest.parse.host.AuditdLine;
import io.weir.ingest.parse.host.ContainerLine;
import io.weir.ingest.parse.host.SyslogLine;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.PlainLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.runtime.DotnetLine;
import io.weir.ingest.parse.runtime.DropwizardLine;
import io.weir.ingest.parse.runtime.EnvLoggerLine;
import io.weir.ingest.parse.runtime.ErlangLine;
import io.weir.ingest.parse.runtime.JavaLine;
import io.weir.ingest.parse.runtime.JavaUtilLine;
import io.weir.ingest.parse.runtime.PhpLine;
import io.weir.ingest.parse.runtime.PythonLine;
import io.weir.ingest.parse.runtime.RubyLine;
import io.weir.ingest.parse.runtime.UncaughtErrorLine;
import io.weir.ingest.parse.structured.Journal;
import io.weir.ingest.parse.structured.JsonDialect;
import io.weir.ingest.parse.structured.JsonLine;
import io.weir.ingest.parse.structured.KlogLine;
import io.weir.ingest.parse.structured.LogfmtLine;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.web.AccessLine;
import io.weir.ingest.parse.web.AccessServer;
import io.weir.ingest.parse.web.ApacheErrorLine;
import io.weir.ingest.parse.web.EnvoyLine;
import io.weir.ingest.parse.web.HaproxyLine;
import io.weir.ingest.parse.web.HarborLine;
import io.weir.ingest.parse.web.NginxErrorLine;
import io.weir.ingest.parse.web.ProxyManagerLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The formats that come with Weir. A new one is a class, a row here, and samples.
 *
 * <p>A row says who may claim a line of the format first: the formats named after it, which must
 * come before it. The order of rows counts only where the forms of two formats overlap.
 */
final class Formats {
  /** Of lines that begin with a timestamp, perhaps in brackets. */
  private static final FormatDetector TIMED =
      new FormatDetector()
          .add(ContainerLine.CRI)
          .add(NginxErrorLine.FORMAT)
          .add(ProxyManagerLine.FORMAT)
          .add(EnvoyLine.FORMAT)
          .add(PostgresCsvLine.FORMAT)
          .add(
              PostgresLine.FORMAT,
              ContainerLine.CRI,
              NginxErrorLine.FORMAT,
              ProxyManagerLine.FORMAT,
              EnvoyLine.FORMAT,
              PostgresCsvLine.FORMAT)
          .add(PgbouncerLine.FORMAT, PostgresLine.FORMAT)
          .add(MysqlLine.FORMAT, PostgresLine.FORMAT)
          .add(AndroidLine.FORMAT, PostgresLine.FORMAT)
          .add(HarborLine.FORMAT, PostgresLine.FORMAT)
          .add(JavaLine.FORMAT, PostgresLine.FORMAT, PgbouncerLine.FORMAT)
          .add(PythonLine.FORMAT, ProxyManagerLine.FORMAT, EnvoyLine.FORMAT, JavaLine.FORMAT)
          .add(DotnetLine.FORMAT, PostgresLine.FORMAT)
          .add(PhpLine.FORMAT, JavaLine.FORMAT, PythonLine.FORMAT)
          .add(JavaUtilLine.FORMAT, PostgresLine.FORMAT, PgbouncerLine.FORMAT, JavaLine.FORMAT)
          .add(ClickhouseLine.FORMAT, PostgresLine.FORMAT)
          .add(
              SyslogLine.FORMAT,
              ContainerLine.CRI,
              PostgresLine.FORMAT,
              PgbouncerLine.FORMAT,
              JavaLine.FORMAT,
              PythonLine.FORMAT)
          .otherwise(PlainLine.FORMAT);

  /** Of the others. Each looks at few characters first. */
  private static final FormatDetector UNTIMED =
      new FormatDetector()
          .add(JsonLine.FORMAT)
          .add(KlogLine.FORMAT)
          .add(AccessLine.FORMAT, KlogLine.FORMAT)
          .add(HaproxyLine.FORMAT)
          .add(RedisLine.FORMAT)
          .add(ApacheErrorLine.FORMAT)
          .add(RubyLine.FORMAT)
          .add(CouchdbLine.FORMAT)
          .add(AuditdLine.FORMAT, AccessLine.FORMAT)
          .add(MysqlSlowLine.FORMAT)
          .add(ErlangLine.FORMAT)
          .add(EnvLoggerLine.FORMAT)
          .add(PythonLine.FORMAT, AccessLine.FORMAT)
          .add(LogfmtLine.FORMAT, AuditdLine.FORMAT, PythonLine.FORMAT)
          .add(SyslogLine.FORMAT, AccessLine.FORMAT)
          .add(
              PostgresLine.FORMAT,
              JsonLine.FORMAT,
              KlogLine.FORMAT,
              AccessLine.FORMAT,
              HaproxyLine.FORMAT,
              RedisLine.FORMAT,
              ApacheErrorLine.FORMAT,
              RubyLine.FORMAT,
              CouchdbLine.FORMAT,
              AuditdLine.FORMAT,
              MysqlSlowLine.FORMAT,
              EnvLoggerLine.FORMAT,
              PythonLine.FORMAT,
              LogfmtLine.FORMAT,
              SyslogLine.FORMAT)
          .add(DropwizardLine.FORMAT, PostgresLine.FORMAT)
          .add(JavaUtilLine.FORMAT, PostgresLine.FORMAT)
          .add(UncaughtErrorLine.FORMAT, PostgresLine.FORMAT)
          .add(DotnetLine.FORMAT, PostgresLine.FORMAT)
          .add(ContainerLine.COMPOSE, PostgresLine.FORMAT, UncaughtErrorLine.FORMAT)
          .otherwise(PlainLine.FORMAT);

  /** Those that the reader of another one detects by their content. */
  private static final List<Format> VARIANTS =
      List.of(
          JsonDialect.KUBERNETES,
          JsonDialect.VAULT,
          JsonDialect.ELASTICSEARCH,
          JsonDialect.CLOUDTRAIL,
          JsonDialect.POSTGRESQL,
          Journal.FORMAT,
          JsonDialect.CADDY,
          AccessLine.INGRESS,
          AccessLine.TRAEFIK,
          JsonDialect.TRAEFIK,
          AccessServer.NGINX,
          AccessServer.APACHE);

  private static final Map<String, LineParser> BY_NAME = byName();

  private Formats() {}

  /** The names by which one can be chosen, sorted. */
  static List<String> names() {
    return new ArrayList<>(BY_NAME.keySet());
  }

  /** Reads lines of the formats of that name alone; null if there are none. */
  static LineParser named(String name) {
    return BY_NAME.get(name);
  }

  /** What writes the formats of each name, one line of Markdown, in the order of names. */
  static Map<String, String> descriptions() {
    Map<String, String> all = new TreeMap<>();
    for (Format format : all()) {
      all.merge(format.name(), format.description(), (one, other) -> one + "; " + other);
    }
    return all;
  }

  /**
   * Detects the format of a text and reads it, with times that name no zone in UTC. Total.
   *
   * @param received when the line reached the container runtime
   */
  static ParsedLine read(String text, Instant received) {
    return read(TextLine.of(text, TimeContext.utc(received), Formats::read));
  }

  /** Detects the format of a line and reads it. Total. */
  static ParsedLine read(TextLine line) {
    return (line.timestamp() == null ? UNTIMED : TIMED).read(line);
  }

  /** The same result, found sooner where the last line of the source had the same format. */
  static ParsedLine read(TextLine line, LastFormatCache.Positions cache) {
    boolean timed = line.timestamp() != null;
    return (timed ? TIMED : UNTIMED).read(line, cache, timed);
  }

  /** How many formats of lines with or without a timestamp can be remembered. */
  static int remembered(boolean timed) {
    return (timed ? TIMED : UNTIMED).remembered();
  }

  /** What the formats allow to follow a first line; null if none knows it. */
  static MultilineState continuation(String line, int afterTimestamp) {
    return (afterTimestamp == 0 ? UNTIMED : TIMED).continuation(line, afterTimestamp);
  }

  private static List<Format> all() {
    Set<Format> all = new LinkedHashSet<>(TIMED.formats());
    all.addAll(UNTIMED.formats());
    all.addAll(VARIANTS);
    return new ArrayList<>(all);
  }

  private static Map<String, LineParser> byName() {
    Map<String, LineParser> all = new TreeMap<>();
    for (String name : descriptions().keySet()) {
      List<LineParser> timed = readers(TIMED.formats(), name);
      List<LineParser> untimed = readers(UNTIMED.formats(), name);
      untimed.addAll(readers(VARIANTS, name));
      all.put(name, line -> first(line.timestamp() == null ? untimed : timed, line));
    }
    return all;
  }

  private static List<LineParser> readers(List<Format> formats, String name) {
    List<LineParser> readers = new ArrayList<>();
    for (Format format : formats) {
      if (format.name().equals(name)) {
        readers.add(format.reader());
      }
    }
    return readers;
  }

  private static ParsedLine first(List<LineParser> readers, TextLine line) {
    for (LineParser reader : readers) {
      ParsedLine parsed = reader.parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    return null;
  }
}
