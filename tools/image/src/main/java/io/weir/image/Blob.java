package io.weir.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Bytes of an image that others refer to by their digest. */
final class Blob {
  private final String mediaType;
  private final byte[] bytes;

  Blob(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** {@code sha256:} and the hash of the bytes in hexadecimal digits. */
  static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has SHA-256", e);
    }
  }

  String digest() {
    return digest(bytes);
  }

  /** Where the OCI image layout keeps it. */
  String path() {
    return "blobs/" + digest().replace(':', '/');
  }

  /** How a manifest refers to it. */
  Map<String, Object> descriptor() {
    return Map.of("mediaType", mediaType, "digest", digest(), "size", bytes.length);
  }
}
