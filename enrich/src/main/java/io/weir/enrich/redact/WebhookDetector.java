package io.weir.enrich.redact;

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
  public List<Gate> gates() {
    return List.of(
        new Gate(CharSet.of("sS"), CharSet.of("."), CharSet.of("sS")),
        new Gate(CharSet.of("/"), CharSet.of("w"), CharSet.of("e")));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (text.charAt(at) == '.') {
      boolean slack = text.regionMatches(true, at - BEFORE_DOT, SLACK, 0, SLACK.length());
      return slack
          ? hide(text, at - BEFORE_DOT + SLACK.length(), SensitiveClass.SLACK_TOKEN, spans, at)
          : at;
    }
    if (!text.startsWith(WEBHOOK, at)) {
      return at;
    }
    int slash = text.indexOf('/', at) + 1;
    boolean known =
        OTHERS.stream()
            .anyMatch(it -> text.regionMatches(true, slash - it.length(), it, 0, it.length()));
    return known ? hide(text, slash, SensitiveClass.VENDOR_TOKEN, spans, at) : at;
  }

  private static int hide(String text, int secret, SensitiveClass type, Spans spans, int at) {
    int end = secret;
    while (end < text.length()
        && (Chars.isAlphanumeric(text.charAt(end)) || "/_-@".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    spans.add(secret, end, type);
    return Math.max(end, at);
  }
}
