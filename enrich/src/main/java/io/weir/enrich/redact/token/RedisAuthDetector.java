package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * The password that a client of Redis sends, in a dump of its protocol: {@code AUTH}, maybe a user,
 * and the password, each on a line after one with its length ({@code $6}).
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization
 *     protocol specification, bulk strings</a>
 */
final class RedisAuthDetector implements Detector {
  private static final String AUTH = "AUTH";
  private static final CharSet LINE_END = CharSet.of("\r\n");
  private static final CharSet IN_LINE = LINE_END.or(CharSet.EDGES).not();
  private static final int MAX_ARGUMENTS = 2;

  /** At the line end after the command. */
  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("Hh"), LINE_END, LINE_END.or(CharSet.of("$"))));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PASSWORD;
  }

  @Override
  public int find(Scan scan, int at) {
    if (!scan.startsWithIgnoringCase(AUTH, at - AUTH.length())) {
      return NOTHING;
    }
    int start = 0;
    int end = at;
    for (int i = 0; i < MAX_ARGUMENTS; i++) {
      int length = scan.skip(end, LINE_END);
      int lengthEnd = scan.at(length) == '$' ? scan.skip(length + 1, CharSet.DIGITS) : 0;
      int argument = scan.skip(lengthEnd, LINE_END);
      if (lengthEnd <= length + 1 || argument == lengthEnd) {
        break;
      }
      start = argument;
      end = scan.skip(argument, IN_LINE);
    }
    if (start == 0) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.PASSWORD);
    return end;
  }
}
