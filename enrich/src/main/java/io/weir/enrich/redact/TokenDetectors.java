package io.weir.enrich.redact;

import java.util.List;

/** The detectors of values that are known by their own form. */
final class TokenDetectors {
  private TokenDetectors() {}

  /** All of them, the more telling first. */
  static List<Detector> all() {
    return List.of(
        new UrlCredentialsDetector(),
        new JwtDetector(),
        new AuthSchemeDetector(),
        new AwsKeyDetector(),
        new PrivateKeyDetector(),
        new PrefixedTokenDetector(),
        new InfixTokenDetector(),
        new CryptHashDetector(),
        new AzureKeyDetector(),
        new WebhookDetector());
  }
}
