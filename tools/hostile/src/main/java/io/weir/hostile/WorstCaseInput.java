package io.weir.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Raw records that somebody writes to make Weir slow: what parsers and detectors look at again and
 * again, as often as one likes.
 *
 * @param name of what is repeated
 * @param beginning of the line, which says which parsers look at it
 * @param record returns the record for a length in characters
 */
record WorstCaseInput(String name, String beginning, IntFunction<byte[]> record) {
  /** Repeated in the text of a line. */
  private static final Map<String, String> TEXTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("letters", "a"),
              Map.entry("at signs", "@"),
              Map.entry("digits", "4"),
              Map.entry("digits in groups", "4111 "),
              Map.entry("hyphens", "-"),
              Map.entry("dots", "."),
              Map.entry("blanks", " "),
              Map.entry("blanks and letters", "  a"),
              Map.entry("slashes", "/"),
              Map.entry("equals signs", "="),
              Map.entry("colons", ":"),
              Map.entry("quotes", "\""),
              Map.entry("backslashes", "\\"),
              Map.entry("escaped quotes", "\\\""),
              Map.entry("braces", "{"),
              Map.entry("brackets", "["),
              Map.entry("parentheses", "a("),
              Map.entry("ends of parentheses", "): "),
              Map.entry("arrows", "<>"),
              Map.entry("sources", " from a for "),
              Map.entry("objects", "{\"a\":"),
              Map.entry("arrays of objects", "[{\"a\":"),
              Map.entry("passwords", "password="),
              Map.entry("passwords and values", "password=a "),
              Map.entry("passwords of references", "password=#{a."),
              Map.entry("passwords of templates", "password={{ a | "),
              Map.entry("passwords of default values", "password=${A:-"),
              Map.entry("passwords of calls", "password=env(a("),
              Map.entry("variables of Windows", "%A_"),
              Map.entry("messages of FIX", "|8=FIX"),
              Map.entry("titles of processes", "proctitle=a"),
              Map.entry("commands of Redis", "AUTH\\r\\n$1"),
              Map.entry("chunks of syslog", "a[7]: [1-1] '"),
              Map.entry("credentials of SASL", " AGFuYQBheHh4eHh4eA"),
              Map.entry("quoted passwords", "\"password\":\""),
              Map.entry("token beginnings", "eyJ"),
              Map.entry("token parts", "eyJhbGciOi."),
              Map.entry("key blocks", "-----BEGIN "),
              Map.entry("private keys", "-----BEGIN RSA PRIVATE KEY-----"),
              Map.entry("addresses", "a@a.a@a."),
              Map.entry("address beginnings", "a.a@"),
              Map.entry("account numbers", "DE89 3704 0044 0532 0130 "),
              Map.entry("Internet addresses", "1.2.3."),
              Map.entry("Internet 6 addresses", "a:b::"),
              Map.entry("URLs", "http://a:b"),
              Map.entry("schemes", "://"),
              Map.entry("base64", "QWxhZGRpbjpvcGVuIHNlc2FtZQ"),
              Map.entry("percent signs", "%25"),
              Map.entry("elements", "<a "),
              Map.entry("keys", "key=\""),
              Map.entry("keys and values", "k=v "),
              Map.entry("lists behind keys", "pin=["),
              Map.entry("weak keys", "key="),
              Map.entry("escaped keys", "key=\\\""),
              Map.entry("open objects", "token={"),
              Map.entry("flags", "--token "),
              Map.entry("users", "-u a "),
              Map.entry("sentences", "password is "),
              Map.entry("blocks", "password: |\n "),
              Map.entry("names and values", "name=password value="),
              Map.entry("rows", "(password) values ("),
              Map.entry("pairs of strings", "('password','"),
              Map.entry("rows of tables", "| password "),
              Map.entry("columns", "password  "),
              Map.entry("bound values", "password=? parameters: ("),
              Map.entry("bindings", "password=? binding parameter (1:VARCHAR) - ["),
              Map.entry("bindings in lines", "password=? binding parameter (1:V) - [\n"),
              Map.entry("numbered values", "password=$1 parameters: $1 = '"),
              Map.entry("lists of literals", "token in ('"),
              Map.entry("arguments in lists", "[\"-a\",\"x ana@example.org\","),
              Map.entry("lists of places", "token in ((?,"),
              Map.entry("inequalities", "password<>'x' "),
              Map.entry("values after statements", "Executing (a; 1 "),
              Map.entry("duplicates", "duplicate entry 'a' for key '"),
              Map.entry("complaints", "rejected value ["),
              Map.entry("joined flags", "curl -sSu "),
              Map.entry("commands", "AUTH a "),
              Map.entry("lists behind commands", "requirepass [a "),
              Map.entry("echoed lists", "echo [a | sudo -S "),
              Map.entry("open duplicates", "Duplicate entry [a for key 'token' "),
              Map.entry("open complaints", "password=[this is "),
              Map.entry("addresses behind keys", "password=http://"),
              Map.entry("pairs of digits", "12 1 1 1 1 1 1 "),
              Map.entry("users in lists", "\"-u\",\"a:b\","),
              Map.entry("substitutions", "password=$("),
              Map.entry("names of elements", "<name>password</name><value>"),
              Map.entry("services", "a/b@c:1/d"),
              Map.entry("parts of forms", "name=\"password\"\r\n\r\n"),
              Map.entry("changes", "password='a' -> "),
              Map.entry("passwords in XML", "<password>"),
              Map.entry("open sections of XML", "<key><![CDATA["),
              Map.entry("open brackets in URLs", "://["),
              Map.entry("headers", "Authorization: Digest "),
              Map.entry("drivers", "@tcp("),
              Map.entry("Oracle", "thin:a"),
              Map.entry("URLs with passwords", "://a:b/"),
              Map.entry("token prefixes", "glpat-"),
              Map.entry("names like tokens", "sk-ant-"),
              Map.entry("tokens that are too long", "re_A-"),
              Map.entry("tokens of bots", "1234567890:AA"),
              Map.entry("webhooks", "hooks.slack.com/"),
              Map.entry("token beginnings apart", "-eyJ"),
              Map.entry("open key blocks", "-----BEGIN PRIVATE KEY-----!"),
              Map.entry("telephones", "phone 12 "),
              Map.entry("identity numbers", "999.999."),
              Map.entry("hardware addresses", "aa:bb:"),
              Map.entry("character references", "&quot;"),
              Map.entry("invisible characters", "\u200b"),
              Map.entry("passwords in base64", "cGFzc3dvcmQ9"),
              Map.entry("commas", "a,"),
              Map.entry("quoted columns", "\"a\","),
              Map.entry("bearers", "Bearer "),
              Map.entry("vendors' tokens", "ghp_xoxb-AKIA"),
              Map.entry("colours", "\u001b[1;"),
              Map.entry("lines", "a\n"),
              Map.entry("stack frames", "\tat a.b(c.java:1)\n"),
              Map.entry("causes", "Caused by: a.b: c\n"),
              Map.entry("template parts", "{a} "),
              Map.entry("surrogates", "\ud83d\ude00"),
              Map.entry("accents", "\u00e9")));

  private record Beginning(String before, String after, boolean json) {
    static Beginning of(String before) {
      return new Beginning(before, "", false);
    }

    String around(String text) {
      return before + (json ? quoted(text) : text) + after;
    }
  }

  /** What makes one parser or the other take the line, or look at it for long. */
  private static final Map<String, Beginning> BEGINNINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("none", Beginning.of("")),
              Map.entry("klog", Beginning.of("E1123 01:00:00.000001       1 a.go:1] ")),
              Map.entry("logfmt", Beginning.of("time=2026-11-23T01:00:00Z level=info msg=")),
              Map.entry(
                  "access", Beginning.of("192.0.2.1 - - [23/Nov/2026:01:00:00 +0000] \"GET /")),
              Map.entry(
                  "nginx-error",
                  Beginning.of("2026/11/23 01:00:00 [error] 1#1: *1 failed, client: ")),
              Map.entry(
                  "postgresql", Beginning.of("2026-11-23 01:00:00.000 UTC [1] app@shop ERROR:  ")),
              Map.entry("postgresql-csv", Beginning.of("2026-11-23 01:00:00.000 UTC,\"app\",")),
              Map.entry("syslog", Beginning.of("<13>Nov 23 01:00:00 host app[1]: ")),
              Map.entry(
                  "structured syslog",
                  Beginning.of("<13>1 2026-11-23T01:00:00Z host app 1 - [a b=\"")),
              Map.entry(
                  "mail", Beginning.of("Nov 23 01:00:00 mx postfix/smtpd[1]: NOQUEUE: reject: ")),
              Map.entry("sshd", Beginning.of("Nov 23 01:00:00 host sshd[1]: Failed password for ")),
              Map.entry(
                  "java", Beginning.of("2026-11-23 01:00:00.000  INFO 1 --- [main] a.b.C : ")),
              Map.entry("python", Beginning.of("ERROR:root:")),
              Map.entry("traceback", Beginning.of("Traceback (most recent call last):\n")),
              Map.entry("auditd", Beginning.of("type=USER_AUTH msg=audit(1763859600.000:1): ")),
              Map.entry("mysql-slow", Beginning.of("# Time: 2026-11-23T01:00:00Z\n# User@Host: ")),
              Map.entry("redis", Beginning.of("1:M 23 Nov 2026 01:00:00.000 * ")),
              Map.entry("compose", Beginning.of("api-1 | ")),
              Map.entry("cri", Beginning.of("2026-11-23T01:00:00Z stdout F ")),
              Map.entry("message of json", new Beginning("{\"msg\":", "}", true)),
              Map.entry("value of json", new Beginning("{\"a\":", "}", true)),
              Map.entry("key of json", new Beginning("{", ":1}", true)),
              Map.entry("broken json", Beginning.of("{\"msg\":\"a\",\"b\":"))));

  /** All of them: lines by beginning and text, and whole records. */
  static List<WorstCaseInput> all() {
    List<WorstCaseInput> all = new ArrayList<>();
    TEXTS.forEach(
        (name, part) ->
            BEGINNINGS.forEach(
                (beginning, around) ->
                    all.add(
                        new WorstCaseInput(
                            name,
                            beginning,
                            length -> line(around.around(repeated(part, length)))))));
    all.addAll(records());
    return all;
  }

  private static List<WorstCaseInput> records() {
    return List.of(
        record("record of braces", length -> repeated("{", length)),
        record("record of objects", length -> repeated("{\"a\":", length)),
        record("record of arrays", length -> "{\"a\":" + repeated("[", length)),
        record("record of keys", length -> "{" + pairs(length, i -> "k" + i) + "}"),
        record("record of one key", length -> "{" + pairs(length, i -> "log") + "}"),
        record("record of like hashes", length -> "{" + pairs(length, i -> likeHash(i)) + "}"),
        record("record of a long key", length -> "{\"" + repeated("a", length) + "\":1}"),
        record("record of a long number", length -> "{\"a\":" + repeated("9", length) + "}"),
        record("record of infinities", length -> "{" + pairs(length, i -> "a", "inf") + "}"),
        record("record without an end", length -> "{\"log\":\"" + repeated("a", length)),
        record("record of escapes", length -> "{\"log\":\"" + repeated("\\u0061", length) + "\"}"),
        record(
            "record of half surrogates",
            length -> "{\"log\":\"" + repeated("\\ud83d", length) + "\"}"),
        record(
            "record of labels",
            length ->
                "{\"log\":\"a\",\"kubernetes\":{\"labels\":{"
                    + pairs(length, i -> "k" + i)
                    + "}}}"));
  }

  private static WorstCaseInput record(String name, IntFunction<String> json) {
    return new WorstCaseInput(
        name, "none", length -> json.apply(length).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] line(String text) {
    ObjectNode record = Json.MAPPER.createObjectNode();
    record.put("@timestamp", "2026-11-23T01:00:00.000000001Z");
    record.put("log", text);
    record.put("kafka_key", "kube.var.log.containers.api-1_shop_api-" + "0".repeat(64) + ".log");
    record.put("stream", "stdout");
    record.put("time", "2026-11-23T01:00:00.000000001Z");
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String repeated(String part, int length) {
    return part.repeat(Math.max(1, length / part.length()));
  }

  private static String pairs(int length, IntFunction<String> key) {
    return pairs(length, key, "\"a\"");
  }

  private static String pairs(int length, IntFunction<String> key, String value) {
    int charsOfPair = 12;
    return String.join(
        ",",
        IntStream.range(0, Math.max(1, length / charsOfPair))
            .mapToObj(i -> "\"" + key.apply(i) + "\":" + value)
            .toList());
  }

  /** Another text for each number, all with the same hash code. */
  private static String likeHash(int number) {
    StringBuilder text = new StringBuilder();
    for (int bits = 0; bits < Integer.SIZE; bits++) {
      text.append((number >> bits & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private static String quoted(String text) {
    try {
      return Json.MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every text can be written as JSON", e);
    }
  }
}
