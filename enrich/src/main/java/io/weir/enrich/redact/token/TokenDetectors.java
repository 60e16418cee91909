package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.Detector;
import java.util.List;

/** The detectors of values that are known by their own form. */
public final class TokenDetectors {
  private TokenDetectors() {}

  /** All of them, the more specific first. */
  public static List<Detector> all() {
    return List.of(
        new UrlCredentialsDetector(),
        new JwtDetector(),
        new JsonWebKeyDetector(),
        new AuthSchemeDetector(),
        new PrivateKeyDetector(),
        new MaskedTokenDetector(),
        new CryptHashDetector(),
        new AzureKeyDetector(),
        new FixMessageDetector(),
        new RedisAuthDetector());
  }
}
