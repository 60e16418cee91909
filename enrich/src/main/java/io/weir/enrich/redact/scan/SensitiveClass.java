package io.weir.enrich.redact.scan;

import java.util.List;
import java.util.Optional;

/**
 * A kind of sensitive values: those that Weir knows, and those that a policy adds.
 *
 * @param label the name in policies, counts and tokens
 * @param byDefault what is done to it where a policy does not say
 */
public record SensitiveClass(String label, Action byDefault) {
  /** RFC 5322 addresses. */
  public static final SensitiveClass EMAIL = new SensitiveClass("email", Action.PSEUDONYM);

  /** ITU-T E.164 numbers; national forms next to a word that says so. */
  public static final SensitiveClass PHONE = new SensitiveClass("phone", Action.PSEUDONYM);

  /** ISO/IEC 7812 numbers of the known brands that pass the Luhn check. */
  public static final SensitiveClass PAYMENT_CARD = new SensitiveClass("payment_card", Action.MASK);

  /** ISO 13616 numbers of the known countries that pass the mod 97 check. */
  public static final SensitiveClass IBAN = new SensitiveClass("iban", Action.PSEUDONYM);

  /** United States social security numbers. */
  public static final SensitiveClass US_SSN = new SensitiveClass("us_ssn", Action.MASK);

  /** United Kingdom national insurance numbers. */
  public static final SensitiveClass UK_NINO = new SensitiveClass("uk_nino", Action.MASK);

  /** Numbers of patients of the United Kingdom's health service. */
  public static final SensitiveClass UK_NHS = new SensitiveClass("uk_nhs", Action.MASK);

  /** Numbers that other countries issue to people, by {@code national-ids.txt}. */
  public static final SensitiveClass NATIONAL_ID = new SensitiveClass("national_id", Action.MASK);

  /** Sort codes, and numbers of accounts next to them. */
  public static final SensitiveClass BANK_ACCOUNT = new SensitiveClass("bank_account", Action.MASK);

  /** Postal codes of the United Kingdom after a word that says so: a few houses each. */
  public static final SensitiveClass POSTCODE = new SensitiveClass("postcode", Action.MASK);

  /** Dates after a word that says that somebody was born then. */
  public static final SensitiveClass DATE_OF_BIRTH =
      new SensitiveClass("date_of_birth", Action.MASK);

  /** IPv4 and IPv6 addresses. */
  public static final SensitiveClass IP_ADDRESS =
      new SensitiveClass("ip_address", Action.PSEUDONYM);

  /** IEEE 802 addresses of 48 bits. */
  public static final SensitiveClass MAC_ADDRESS =
      new SensitiveClass("mac_address", Action.PSEUDONYM);

  /** Google API keys, OAuth tokens and client secrets. */
  static final SensitiveClass GCP_KEY = new SensitiveClass("gcp_key", Action.MASK);

  /** Ids of AWS access keys; their secrets are known by their key only. */
  public static final SensitiveClass AWS_ACCESS_KEY =
      new SensitiveClass("aws_access_key", Action.MASK);

  /** Keys of Azure's services and client secrets of Entra applications. */
  public static final SensitiveClass AZURE_KEY = new SensitiveClass("azure_key", Action.MASK);

  static final SensitiveClass GITHUB_TOKEN = new SensitiveClass("github_token", Action.MASK);
  static final SensitiveClass GITLAB_TOKEN = new SensitiveClass("gitlab_token", Action.MASK);

  /** Also the addresses of webhooks, which need no other secret. */
  public static final SensitiveClass SLACK_TOKEN = new SensitiveClass("slack_token", Action.MASK);

  static final SensitiveClass STRIPE_KEY = new SensitiveClass("stripe_key", Action.MASK);
  static final SensitiveClass SENDGRID_KEY = new SensitiveClass("sendgrid_key", Action.MASK);
  static final SensitiveClass NPM_TOKEN = new SensitiveClass("npm_token", Action.MASK);

  /** Tokens of other vendors that are known by their prefix. */
  public static final SensitiveClass VENDOR_TOKEN = new SensitiveClass("vendor_token", Action.MASK);

  /** RFC 7519 tokens. */
  public static final SensitiveClass JWT = new SensitiveClass("jwt", Action.MASK);

  /** The credentials of RFC 6750. */
  public static final SensitiveClass BEARER_TOKEN = new SensitiveClass("bearer_token", Action.MASK);

  /** The credentials of RFC 7617, and whatever else is base64 of {@code user:password}. */
  public static final SensitiveClass BASIC_CREDENTIALS =
      new SensitiveClass("basic_credentials", Action.MASK);

  /** What an Authorization header of another scheme holds (RFC 9110, section 11.6.2). */
  public static final SensitiveClass AUTHORIZATION =
      new SensitiveClass("authorization", Action.MASK);

  /** What a Cookie or Set-Cookie header holds (RFC 6265). */
  public static final SensitiveClass COOKIE = new SensitiveClass("cookie", Action.MASK);

  /** Ids of somebody who is logged in. */
  public static final SensitiveClass SESSION_ID =
      new SensitiveClass("session_id", Action.PSEUDONYM);

  /** User name and password in a URL (RFC 3986, section 3.2.1) or in a database's own form. */
  public static final SensitiveClass URL_CREDENTIALS =
      new SensitiveClass("url_credentials", Action.MASK);

  /** Blocks that hold a private key, of RFC 7468 and of OpenPGP, whole or cut. */
  public static final SensitiveClass PRIVATE_KEY = new SensitiveClass("private_key", Action.MASK);

  /** Whatever follows a key such as {@code password}. */
  public static final SensitiveClass PASSWORD = new SensitiveClass("password", Action.MASK);

  /** Whatever follows a key such as {@code api_key} or {@code token}. */
  public static final SensitiveClass SECRET = new SensitiveClass("secret", Action.MASK);

  /** Those that Weir knows. */
  public static final List<SensitiveClass> KNOWN =
      List.of(
          EMAIL,
          PHONE,
          PAYMENT_CARD,
          IBAN,
          US_SSN,
          UK_NINO,
          UK_NHS,
          NATIONAL_ID,
          BANK_ACCOUNT,
          POSTCODE,
          DATE_OF_BIRTH,
          IP_ADDRESS,
          MAC_ADDRESS,
          GCP_KEY,
          AWS_ACCESS_KEY,
          AZURE_KEY,
          GITHUB_TOKEN,
          GITLAB_TOKEN,
          SLACK_TOKEN,
          STRIPE_KEY,
          SENDGRID_KEY,
          NPM_TOKEN,
          VENDOR_TOKEN,
          JWT,
          BEARER_TOKEN,
          BASIC_CREDENTIALS,
          AUTHORIZATION,
          COOKIE,
          SESSION_ID,
          URL_CREDENTIALS,
          PRIVATE_KEY,
          PASSWORD,
          SECRET);

  /** The one of that name that Weir knows; empty if there is none. */
  public static Optional<SensitiveClass> known(String label) {
    return KNOWN.stream().filter(type -> type.label.equals(label)).findFirst();
  }
}
