package io.weir.ingest.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formats that come with Weir, by the names under which one can be chosen. */
final class FormatNames {
  private static final Map<String, LineParser> ALL = new LinkedHashMap<>();

  static {
    add("json", null, JsonLine::read);
    add(JsonDialect.KUBERNETES, null, JsonLine::read);
    add(JsonDialect.VAULT, null, JsonLine::read);
    add(JsonDialect.ELASTICSEARCH, null, JsonLine::read);
    add(JsonDialect.CLOUDTRAIL, null, JsonLine::read);
    add(Journal.FORMAT, null, JsonLine::read);
    add(LogfmtLine.FORMAT, null, LogfmtLine::read);
    add(KlogLine.FORMAT, null, KlogLine::read);
    add(AccessLine.FORMAT, ProxyManagerLine::read, AccessLine::read);
    add(AccessLine.INGRESS, null, AccessLine::read);
    add(NginxErrorLine.FORMAT, NginxErrorLine::read, null);
    add(ApacheErrorLine.FORMAT, null, ApacheErrorLine::read);
    add(EnvoyLine.FORMAT, EnvoyLine::read, null);
    add(HaproxyLine.FORMAT, null, HaproxyLine::read);
    add(PostgresLine.FORMAT, FormatNames::postgresql, JsonLine::read);
    add(PgbouncerLine.FORMAT, PgbouncerLine::read, null);
    add(MysqlLine.FORMAT, MysqlLine::read, null);
    add(MysqlSlowLine.FORMAT, null, MysqlSlowLine::read);
    add(ClickhouseLine.FORMAT, ClickhouseLine::read, null);
    add(RedisLine.FORMAT, null, RedisLine::read);
    add(AppLine.COUCHDB, null, AppLine::couchdb);
    add(AppLine.HARBOR, AppLine::harbor, null);
    add(AppLine.ANDROID, AppLine::android, null);
    add(JavaLine.FORMAT, JavaLine::read, FormatNames::java);
    add(PythonLine.FORMAT, PythonLine::read, PythonLine::read);
    add(DotnetLine.FORMAT, DotnetLine::read, FormatNames::dotnet);
    add(PhpLine.FORMAT, PhpLine::read, null);
    add(RubyLine.FORMAT, null, RubyLine::read);
    add(UncaughtErrorLine.GO, null, UncaughtErrorLine::read);
    add(SyslogLine.FORMAT, SyslogLine::read, SyslogLine::read);
    add(AuditdLine.FORMAT, null, AuditdLine::read);
    add(PlainLine.FORMAT, PlainLine::read, PlainLine::read);
  }

  private FormatNames() {}

  static List<String> all() {
    return new ArrayList<>(ALL.keySet());
  }

  /** The parser of that format alone, or null if there is no such format. */
  static LineParser named(String name) {
    return ALL.get(name);
  }

  /** A parser is only asked for lines of the kind that it expects: with a time first, or not. */
  private static void add(String name, LineParser timed, LineParser other) {
    ALL.put(
        name,
        line -> {
          LineParser parser = line.opening() == null ? other : timed;
          return parser == null ? null : parser.parse(line);
        });
  }

  private static ParsedLine java(TextLine line) {
    ParsedLine levelled = JavaLine.levelled(line);
    ParsedLine parsed = levelled == null ? JavaUtilLine.read(line) : levelled;
    return parsed == null ? UncaughtErrorLine.read(line) : parsed;
  }

  private static ParsedLine dotnet(TextLine line) {
    ParsedLine console = DotnetLine.read(line);
    return console == null ? UncaughtErrorLine.read(line) : console;
  }

  private static ParsedLine postgresql(TextLine line) {
    ParsedLine csv = PostgresCsvLine.read(line);
    return csv == null ? PostgresLine.read(line) : csv;
  }
}
