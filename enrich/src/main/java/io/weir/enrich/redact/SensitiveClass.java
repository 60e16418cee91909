package io.weir.enrich.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of sensitive values that are known, each with what is done to it by default. */
public enum SensitiveClass {
  /** RFC 5322 addresses, also with {@code %40}: pseudonym, so that one person can be followed. */
  EMAIL(Action.PSEUDONYM),
  /** ISO/IEC 7812 numbers of the known brands that pass the Luhn check. */
  PAYMENT_CARD(Action.MASK),
  /** ISO 13616 numbers of the known countries that pass the mod 97 check. */
  IBAN(Action.PSEUDONYM),
  /** ITU-T E.164 numbers; national forms beside a telling word. */
  PHONE(Action.PSEUDONYM),
  /** United States social security numbers. */
  US_SSN(Action.MASK),
  /** United Kingdom national insurance numbers. */
  UK_NINO(Action.MASK),
  /** IPv4 and IPv6 addresses. */
  IP_ADDRESS(Action.PSEUDONYM),
  /** Google API keys, OAuth tokens and client secrets. */
  GCP_KEY(Action.MASK),
  GITHUB_TOKEN(Action.MASK),
  GITLAB_TOKEN(Action.MASK),
  /** Also the addresses of webhooks, which need no other secret. */
  SLACK_TOKEN(Action.MASK),
  STRIPE_KEY(Action.MASK),
  SENDGRID_KEY(Action.MASK),
  NPM_TOKEN(Action.MASK),
  /** Tokens of other vendors that are known by their prefix. */
  VENDOR_TOKEN(Action.MASK),
  /** RFC 7519 tokens. */
  JWT(Action.MASK),
  /** The credentials of RFC 6750. */
  BEARER_TOKEN(Action.MASK),
  /** The credentials of RFC 7617. */
  BASIC_CREDENTIALS(Action.MASK),
  /** User name and password in a URL (RFC 3986, section 3.2.1). */
  URL_CREDENTIALS(Action.MASK),
  /** Ids of AWS access keys. */
  AWS_ACCESS_KEY(Action.MASK),
  /** RFC 7468 blocks that hold a private key, whole or cut. */
  PRIVATE_KEY(Action.MASK),
  /** Whatever follows a key such as {@code password}. */
  PASSWORD(Action.MASK),
  /** Whatever follows a key such as {@code api_key}, {@code token} or {@code Cookie}. */
  SECRET(Action.MASK);

  private final Action byDefault;
  private final String label;

  SensitiveClass(Action byDefault) {
    this.byDefault = byDefault;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  Action byDefault() {
    return byDefault;
  }

  /** The name in policies, counts and tokens. */
  public String label() {
    return label;
  }

  static Optional<SensitiveClass> byLabel(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }
}
