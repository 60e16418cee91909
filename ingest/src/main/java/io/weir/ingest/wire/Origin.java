package io.weir.ingest.wire;

import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who wrote a line, as the agent knows it. One object for most lines of a source, so that what is
 * made of its fields is made once.
 *
 * @param source the same for all lines of one stream of one container
 * @param fields what the agent knows of the container, by ECS names
 */
public record Origin(String source, SharedFields fields) {
  /** No names of Kubernetes are longer together; what is kept by source is small. */
  private static final int MAX_SOURCE = 1_024;

  /** A source that is longer is known by its digest. */
  public Origin {
    source = source.length() <= MAX_SOURCE ? source : digest(source);
  }

  private static String digest(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lines of which nothing is known but that they have one source. */
  public static Origin unknown(String source) {
    return new Origin(source, SharedFields.of(new Fields()));
  }

  /**
   * The fields of one metadata object. Equal only to itself: to compare the fields would cost more
   * than it saves.
   */
  static final class Metadata {
    private final Fields fields;

    Metadata(Fields fields) {
      this.fields = fields;
    }

    Fields fields() {
      return fields;
    }
  }
}
