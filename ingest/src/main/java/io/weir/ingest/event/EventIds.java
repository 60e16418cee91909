package io.weir.ingest.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes event ids: twelve hexadecimal digits of the time in milliseconds, so that ids of one hour
 * lie together in an index, and 128 bits of an HMAC-SHA-256 over what makes the event that one and
 * no other. Keyed, because a bare hash of a short line can be guessed; the key is never rotated,
 * because ids must not change.
 */
public final class EventIds {
  /** Published, for trying things out; long-running roles refuse it. */
  public static final String DEVELOPMENT_KEY = "weir-development-event-id-key";

  private static final int MILLIS_BYTES = 6;
  private static final int DIGEST_BYTES = 16;

  private final ThreadLocal<Work> works;

  /** Ids under a key of any length but empty. */
  public EventIds(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
    this.works = ThreadLocal.withInitial(() -> new Work(secret));
  }

  /** Ids under the published development key. */
  public static EventIds development() {
    return new EventIds(DEVELOPMENT_KEY.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The id of what happened at that time and is identified by those parts.
   *
   * @param parts in a fixed order; null is a part that is absent and differs from an empty one
   */
  public String of(Instant time, String... parts) {
    Work work = works.get().begin();
    work.number(time.getEpochSecond());
    work.number(time.getNano());
    for (String part : parts) {
      work.part(part);
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(time.toEpochMilli(), 2 * MILLIS_BYTES)
        + hex.formatHex(work.digest(), 0, DIGEST_BYTES);
  }

  /** One thread's digest, and room for what goes into it. */
  private static final class Work {
    private final Mac mac;
    private ByteBuffer input = ByteBuffer.allocate(1024);

    Work(SecretKeySpec key) {
      mac = newMac(key);
    }

    Work begin() {
      input.clear();
      return this;
    }

    void number(long value) {
      reserve(Long.BYTES).putLong(value);
    }

    void part(String part) {
      byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
      // The length first: ("ab", "c") and ("a", "bc") are different things.
      number(bytes == null ? -1 : bytes.length);
      if (bytes != null) {
        reserve(bytes.length).put(bytes);
      }
    }

    byte[] digest() {
      mac.update(input.array(), 0, input.position());
      return mac.doFinal();
    }

    private ByteBuffer reserve(int more) {
      if (input.remaining() < more) {
        ByteBuffer larger = ByteBuffer.allocate(2 * (input.position() + more));
        input = larger.put(input.flip());
      }
      return input;
    }
  }

  private static Mac newMac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
