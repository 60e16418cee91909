package io.weir.enrich.redact;

import java.util.List;

/**
 * Arguments of commands: {@code --api-key x}, and the short flags for passwords of well-known
 * programs, {@code curl -u user:x}, {@code mysql -px}, {@code sshpass -p x}.
 */
final class FlagDetector implements Detector {
  private static final int MAX_FLAG = 64;
  private static final int MAX_COMMAND = 200;

  /** Programs and the flag that their password follows, joined to it or not. */
  private static final List<Command> COMMANDS =
      List.of(
          new Command("mysql", 'p'),
          new Command("mariadb", 'p'),
          new Command("sshpass", 'p'),
          new Command("docker login", 'p'),
          new Command("podman login", 'p'),
          new Command("mongo", 'p'),
          new Command("sqlcmd", 'P'),
          new Command("redis-cli", 'a'),
          new Command("ldap", 'w'),
          new Command("ipmitool", 'P'),
          new Command("7z", 'p'),
          new Command("zip", 'P'));

  private record Command(String program, char flag) {}

  private static final KeyRule PASSWORD = new KeyRule(SensitiveClass.PASSWORD, KeyRule.Kind.ALWAYS);

  private final SensitiveKeys keys;

  FlagDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    CharSet before = CharSet.BLANKS.or(CharSet.QUOTES).or(CharSet.EDGES).or(CharSet.of("\n,["));
    return List.of(
        new Gate(before, CharSet.of("-"), CharSet.of("-")),
        new Gate(before, CharSet.of("-"), CharSet.of("uUpPaw")));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    char flag = text.charAt(at + 1);
    if (flag == '-') {
      return longFlag(text, at, spans);
    }
    return flag == 'u' || flag == 'U' ? user(text, at + 2, spans, at) : shortFlag(text, at, spans);
  }

  private int longFlag(String text, int at, Spans spans) {
    int end = at + 2;
    int limit = Math.min(text.length(), end + MAX_FLAG);
    while (end < limit && SensitiveKeys.isKey(text.charAt(end))) {
      end++;
    }
    int value = afterGap(text, end);
    if (value == end) {
      return at;
    }
    String name = text.substring(at + 2, end);
    if (name.equals("user") || name.equals("proxy-user")) {
      return user(text, end, spans, at);
    }
    KeyRule rule = Values.charAt(text, value) == '-' ? null : keys.ruleOf(name);
    return rule == null ? at : Values.hide(text, value, rule, false, spans, at);
  }

  /** Behind blanks, or behind what separates arguments in a list: {@code ","}. */
  private static int afterGap(String text, int end) {
    int value = end;
    while ("\"', \t\\".indexOf(Values.charAt(text, value)) >= 0) {
      value++;
    }
    // The quote before a value belongs to it.
    boolean quoted = value > end && Chars.isQuote(text.charAt(value - 1));
    return quoted && value - 1 > end ? value - 1 : value;
  }

  private static int user(String text, int flagEnd, Spans spans, int at) {
    int start = afterGap(text, flagEnd);
    start += Chars.isQuote(Values.charAt(text, start)) ? 1 : 0;
    int end = Values.wordEnd(text, start, Math.min(text.length(), start + 2 * MAX_COMMAND));
    if (start == flagEnd || !UserAndPassword.is(text.substring(start, end), 1, true)) {
      return at;
    }
    spans.add(start, end, SensitiveClass.BASIC_CREDENTIALS);
    return end;
  }

  private static int shortFlag(String text, int at, Spans spans) {
    String before = text.substring(Math.max(0, at - MAX_COMMAND), at);
    String line = before.substring(before.lastIndexOf('\n') + 1);
    char flag = text.charAt(at + 1);
    boolean known =
        COMMANDS.stream().anyMatch(it -> it.flag() == flag && line.contains(it.program()));
    if (!known) {
      return at;
    }
    return Values.hide(text, afterGap(text, at + 2), PASSWORD, false, spans, at);
  }
}
