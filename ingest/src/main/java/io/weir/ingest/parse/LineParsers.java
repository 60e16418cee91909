package io.weir.ingest.parse;

import java.time.Instant;

/** Recognises the format of a text and reads it. Pure and total: every text gives a result. */
public final class LineParsers {
  /** For lines that begin with a time, perhaps in brackets. */
  private static final FormatDetector TIMED =
      new FormatDetector()
          .add("cri", ContainerLine::cri)
          .add("nginx-error", NginxErrorLine::read)
          .add("proxy-manager", ProxyManagerLine::read)
          .add("envoy", EnvoyLine::read)
          .add("postgresql-csv", PostgresCsvLine::read)
          .add("postgresql", PostgresLine::read)
          .add("pgbouncer", PgbouncerLine::read, "postgresql")
          .add("mysql", MysqlLine::read)
          .add("android", AppLine::android)
          .add("harbor", AppLine::harbor)
          .add("java", JavaLine::read, "postgresql", "pgbouncer")
          .add("python", PythonLine::read, "proxy-manager", "envoy", "java")
          .add("dotnet", DotnetLine::read)
          .add("php", PhpLine::read, "java", "python")
          .add("clickhouse", ClickhouseLine::read)
          .add("syslog", SyslogLine::read, "cri", "postgresql", "pgbouncer", "java", "python")
          .otherwise(PlainLine::read);

  /** For the others. Each looks at few characters first. */
  private static final FormatDetector OTHERS =
      new FormatDetector()
          .add("json", JsonLine::read)
          .add("klog", KlogLine::read)
          .add("access", AccessLine::read)
          .add("haproxy", HaproxyLine::read)
          .add("redis", RedisLine::read)
          .add("apache-error", ApacheErrorLine::read)
          .add("ruby", RubyLine::read)
          .add("couchdb", AppLine::couchdb)
          .add("auditd", AuditdLine::read, "access")
          .add("mysql-slow", MysqlSlowLine::read)
          .add("python", PythonLine::read, "access")
          .add("logfmt", LogfmtLine::read, "auditd", "python")
          .add("syslog", SyslogLine::read, "access")
          .add("dropwizard", JavaLine::levelled, "access", "python", "logfmt", "syslog")
          .add("java-util", JavaUtilLine::read, "access", "python", "logfmt", "syslog")
          .add("crash", UncaughtErrorLine::read, "access", "python", "logfmt", "syslog")
          .add("dotnet", DotnetLine::read, "access", "python", "logfmt", "syslog")
          .add("compose", ContainerLine::compose, "access", "python", "logfmt", "syslog", "crash")
          .otherwise(PlainLine::read);

  private LineParsers() {}

  /**
   * Reads one text.
   *
   * @param text the line as the application wrote it, or several joined by {@code \n}; any
   *     characters, any length
   * @param received when the line reached the container runtime; gives the year to formats that
   *     have none. Times that name no zone are taken for UTC
   */
  public static ParsedLine parse(String text, Instant received) {
    return recognise(TextLine.of(text, TimeContext.utc(received)));
  }

  static ParsedLine recognise(TextLine line) {
    return (line.opening() == null ? OTHERS : TIMED).read(line);
  }

  /** The same result, found sooner where the last line of the source had the same format. */
  static ParsedLine recognise(TextLine line, LastFormatCache.Positions memory) {
    boolean timed = line.opening() != null;
    return (timed ? TIMED : OTHERS).read(line, memory, timed);
  }

  /** How many parsers of the one order or the other can be remembered. */
  static int remembered(boolean timed) {
    return (timed ? TIMED : OTHERS).remembered();
  }
}
