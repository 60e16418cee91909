package io.weir.enrich.redact;

import java.util.List;

/** The addresses of Slack's incoming webhooks: whoever knows one can write to the channel. */
final class WebhookDetector implements Detector {
  private static final String BEFORE = "hooks";
  private static final String HOST = "hooks.slack.com/";

  @Override
  public List<Gate> gates() {
    return List.of(new Gate(CharSet.of("sS"), CharSet.of("."), CharSet.of("sS")));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    int start = at - BEFORE.length();
    if (start < 0 || !text.regionMatches(true, start, HOST, 0, HOST.length())) {
      return at;
    }
    int secret = start + HOST.length();
    int end = secret;
    while (end < text.length()
        && (Chars.isAlphanumeric(text.charAt(end)) || "/_-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    spans.add(secret, end, SensitiveClass.SLACK_TOKEN);
    return Math.max(end, at);
  }
}
