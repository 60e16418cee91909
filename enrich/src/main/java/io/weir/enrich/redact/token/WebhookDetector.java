package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * The addresses of incoming webhooks of Slack, Discord and Teams: whoever knows one can write to
 * the channel.
 */
final class WebhookDetector implements Detector {
  private static final String SLACK = "hooks.slack.com/";

  /** Where the part of the path begins that nobody may know. */
  private static final List<String> OTHERS =
      List.of("discord.com/api/webhooks/", "discordapp.com/api/webhooks/", "office.com/webhookb2/");

  private static final int BEFORE_DOT = "hooks".length();
  private static final String WEBHOOK = "webhook";

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.of("sS"), CharSet.of("."), CharSet.of("sS")),
        new Trigger(CharSet.of("/"), CharSet.of("w"), CharSet.of("e")));
  }

  @Override
  public int find(Scan scan, int at) {
    if (scan.charAt(at) == '.') {
      boolean slack = scan.startsWithIgnoringCase(SLACK, at - BEFORE_DOT);
      return slack
          ? hide(scan, at - BEFORE_DOT + SLACK.length(), SensitiveClass.SLACK_TOKEN)
          : NOTHING;
    }
    if (!scan.startsWith(WEBHOOK, at)) {
      return NOTHING;
    }
    int slash = scan.indexOf('/', at) + 1;
    boolean known =
        OTHERS.stream().anyMatch(it -> scan.startsWithIgnoringCase(it, slash - it.length()));
    return known ? hide(scan, slash, SensitiveClass.VENDOR_TOKEN) : NOTHING;
  }

  private static int hide(Scan scan, int secret, SensitiveClass type) {
    int end = secret;
    while (end < scan.length()
        && (Chars.isAlphanumeric(scan.charAt(end)) || "/_-@".indexOf(scan.charAt(end)) >= 0)) {
      end++;
    }
    scan.hide(secret, end, type);
    return end;
  }
}
