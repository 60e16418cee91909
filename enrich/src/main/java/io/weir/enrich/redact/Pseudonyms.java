package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces a value by a token that is the same for the same value: {@code
 * email:k3:9f2c41d07be85a16}, class, id of the key, 64 bits of an HMAC-SHA-256 (RFC 2104).
 * Different per class; old tokens stay resolvable as long as their key is kept.
 */
public final class Pseudonyms {
  /** The id of the published development key, to be seen in every token made with it. */
  public static final String DEVELOPMENT_KEY_ID = "dev";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_BYTES = 8;
  private static final int MIN_KEY_BYTES = 16;

  private static final Pattern SIGNS_OF_PHONES = Pattern.compile("[^0-9+]");
  private static final Pattern SIGNS_OF_NUMBERS = Pattern.compile("[ .-]");
  private static final Pattern SIGNS_OF_MACS = Pattern.compile("[:.-]");
  private static final Pattern INNER_PAIR = Pattern.compile("..(?=.)");
  private static final Set<SensitiveClass> GROUPED =
      Set.of(
          SensitiveClass.IBAN,
          SensitiveClass.PAYMENT_CARD,
          SensitiveClass.US_SSN,
          SensitiveClass.UK_NINO,
          SensitiveClass.UK_NHS,
          SensitiveClass.NATIONAL_ID);

  /** By id, the active one first. */
  private final Map<String, ThreadLocal<Mac>> macs = new LinkedHashMap<>();

  private final String active;

  /**
   * @param keys by id, the active one among them
   */
  Pseudonyms(String active, Map<String, byte[]> keys) {
    this.active = active;
    add(active, keys.get(active));
    keys.forEach(this::add);
  }

  private void add(String id, byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    macs.put(id, ThreadLocal.withInitial(() -> mac(secret)));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /** Under the published development key. */
  public static Pseudonyms development() {
    return new Pseudonyms(
        DEVELOPMENT_KEY_ID,
        Map.of(
            DEVELOPMENT_KEY_ID, "weir-development-pseudonym-key".getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a key file: {@code active} names one of {@code keys}, a map from id to base64 of at least
   * 16 bytes. The others are older ones, whose tokens can still be computed.
   *
   * @throws ConfigException naming file and line if it cannot be used; the message has no key
   */
  public static Pseudonyms load(Path file) {
    List<YamlNode> documents = YamlNode.documents(file);
    if (documents.size() != 1) {
      throw new ConfigException(file.toString(), "must hold one document");
    }
    Map<String, YamlNode> root = documents.get(0).map(Set.of("active", "keys"));
    YamlNode active = root.get("active");
    YamlNode keys = root.get("keys");
    if (active == null || keys == null) {
      throw documents.get(0).fault("must have 'active' and 'keys'");
    }
    Map<String, byte[]> decoded = new LinkedHashMap<>();
    keys.map().forEach((id, encoded) -> decoded.put(id, decode(encoded)));
    if (!decoded.containsKey(active.text())) {
      throw active.fault("'" + active.text() + "' is not among the keys");
    }
    return new Pseudonyms(active.text(), decoded);
  }

  private static byte[] decode(YamlNode encoded) {
    try {
      byte[] key = Base64.getDecoder().decode(encoded.text());
      if (key.length >= MIN_KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw encoded.fault("the key is not base64");
    }
    throw encoded.fault("the key has fewer than " + MIN_KEY_BYTES + " bytes");
  }

  /**
   * The token under the active key.
   *
   * @param namespace in which the value has this token; null if it has it everywhere
   */
  String of(SensitiveClass type, String value, String namespace) {
    return token(type, value, namespace, active);
  }

  /** The tokens under all keys there are, that under the active one first. */
  List<String> tokens(SensitiveClass type, String value, String namespace) {
    return macs.keySet().stream().map(id -> token(type, value, namespace, id)).toList();
  }

  private String token(SensitiveClass type, String value, String namespace, String keyId) {
    Mac mac = macs.get(keyId).get();
    mac.update(type.label().getBytes(StandardCharsets.UTF_8));
    if (namespace != null) {
      // Neither labels nor namespaces hold such bytes.
      mac.update((byte) 1);
      mac.update(namespace.getBytes(StandardCharsets.UTF_8));
    }
    mac.update((byte) 0);
    byte[] digest = mac.doFinal(normalised(type, value).getBytes(StandardCharsets.UTF_8));
    return type.label() + ":" + keyId + ":" + HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
  }

  /** One person, number or machine has one token, however it is written. */
  private static String normalised(SensitiveClass type, String value) {
    if (type.equals(SensitiveClass.EMAIL)) {
      return value.toLowerCase(Locale.ROOT).replace("''", "'");
    }
    if (type.equals(SensitiveClass.PHONE)) {
      return SIGNS_OF_PHONES.matcher(value).replaceAll("");
    }
    if (GROUPED.contains(type)) {
      return SIGNS_OF_NUMBERS.matcher(value).replaceAll("").toUpperCase(Locale.ROOT);
    }
    if (type.equals(SensitiveClass.MAC_ADDRESS)) {
      String digits = SIGNS_OF_MACS.matcher(value).replaceAll("").toLowerCase(Locale.ROOT);
      return INNER_PAIR.matcher(digits).replaceAll("$0:");
    }
    return type.equals(SensitiveClass.IP_ADDRESS) ? value.toLowerCase(Locale.ROOT) : value;
  }
}
