package io.weir.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes of recorded raw records others of the same kind: other pods, other times, other numbers, so
 * that nothing that was worked out in one pass over the records helps in the next. What is equal in
 * two records stays equal, as the metadata of a pod is in all its lines. Lengths stay, and so does
 * what a parser or a detector goes by: years, groups of two digits (dates, times of day) and runs
 * of twelve or more digits (cards, account numbers).
 */
final class RecordVariation {
  private static final int SHORTEST_RUN = 3;
  private static final int LONGEST_RUN = 11;
  private static final int YEAR_LENGTH = 4;
  private static final byte[] POD_NAME = "\"pod_name\":\"".getBytes(StandardCharsets.US_ASCII);

  /** What Kubernetes makes the last part of a pod's name of. */
  private static final byte[] POD_ALPHABET =
      "bcdfghjklmnpqrstvwxz2456789".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final int POD_SUFFIX_LENGTH = 5;

  private final long seed;

  /** The same seed makes the same variation. */
  RecordVariation(long seed) {
    this.seed = seed;
  }

  /** The record with other digits and another pod; of the same length. */
  byte[] of(byte[] raw) {
    byte[] varied = raw.clone();
    varyDigits(varied);
    renamePod(raw, varied);
    return varied;
  }

  /** Changes the last digit of each run of them. */
  private void varyDigits(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int end = at;
      while (end < bytes.length && isDigit(bytes[end])) {
        end++;
      }
      int length = end - at;
      if (length >= SHORTEST_RUN && length <= LONGEST_RUN && !isYear(bytes, at, length)) {
        bytes[end - 1] = (byte) ('0' + mix(bytes, at, end) % 10);
      }
      at = end + 1;
    }
  }

  private static boolean isYear(byte[] bytes, int at, int length) {
    return length == YEAR_LENGTH && bytes[at] == '2' && bytes[at + 1] == '0';
  }

  private void renamePod(byte[] raw, byte[] varied) {
    int found = indexOf(raw, POD_NAME, 0);
    if (found < 0) {
      return;
    }
    int start = found + POD_NAME.length;
    int end = indexOf(raw, new byte[] {'"'}, start);
    byte[] name = Arrays.copyOfRange(raw, start, end);
    byte[] renamed = renamed(name, POD_ALPHABET);
    for (int at = indexOf(raw, name, 0); at >= 0; at = indexOf(raw, name, at + name.length)) {
      System.arraycopy(renamed, 0, varied, at, renamed.length);
    }
  }

  /** A pod's name with another end. */
  String ofPod(String name) {
    return renamed(name, POD_ALPHABET);
  }

  /** A UUID or the id of a container, with other last digits. */
  String ofId(String id) {
    return renamed(id, HEX);
  }

  private String renamed(String name, byte[] alphabet) {
    return new String(
        renamed(name.getBytes(StandardCharsets.ISO_8859_1), alphabet), StandardCharsets.ISO_8859_1);
  }

  private byte[] renamed(byte[] name, byte[] alphabet) {
    byte[] renamed = name.clone();
    long mixed = mix(name, 0, name.length);
    for (int i = Math.max(0, name.length - POD_SUFFIX_LENGTH); i < name.length; i++) {
      renamed[i] = alphabet[(int) (mixed % alphabet.length)];
      mixed /= alphabet.length;
    }
    return renamed;
  }

  /** A number that only seed and bytes decide: FNV-1a, its bits mixed once more; not negative. */
  private long mix(byte[] bytes, int from, int to) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return (hash ^ (hash >>> 29)) & Long.MAX_VALUE;
  }

  private static int indexOf(byte[] bytes, byte[] part, int from) {
    for (int at = from; at <= bytes.length - part.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
