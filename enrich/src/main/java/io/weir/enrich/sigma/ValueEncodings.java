package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** In which ways a value can be written in a field, by the modifiers that encode it. */
final class ValueEncodings {
  static final Set<String> ENCODINGS =
      Set.of("base64", "base64offset", "utf16le", "wide", "utf16be", "utf16");

  private ValueEncodings() {}

  /** The patterns of all ways; the value itself if nothing encodes it. */
  static List<String> of(YamlNode value, List<String> modifiers) {
    String pattern = modifiers.contains("windash") ? withOneDash(value.text()) : value.text();
    if (modifiers.stream().noneMatch(ENCODINGS::contains)) {
      return List.of(pattern);
    }
    byte[] bytes = pattern.getBytes(charset(modifiers));
    if (modifiers.contains("base64offset")) {
      return offsets(bytes).stream().map(Glob::quote).toList();
    }
    if (modifiers.contains("base64")) {
      return List.of(Glob.quote(Base64.getEncoder().encodeToString(bytes)));
    }
    throw value.fault("UTF-16 in a field is only found as Base64");
  }

  private static Charset charset(List<String> modifiers) {
    if (modifiers.contains("utf16le") || modifiers.contains("wide")) {
      return StandardCharsets.UTF_16LE;
    }
    if (modifiers.contains("utf16be")) {
      return StandardCharsets.UTF_16BE;
    }
    return modifiers.contains("utf16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** What is the same in Base64 whatever is before and after, for the three ways to begin. */
  private static List<String> offsets(byte[] bytes) {
    List<String> encoded = new ArrayList<>();
    int[] starts = {0, 2, 3};
    for (int shift = 0; shift < starts.length; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = Base64.getEncoder().encodeToString(shifted);
      int open = shifted.length % 3;
      int end = text.length() - (open == 0 ? 0 : open == 1 ? 3 : 2);
      encoded.add(text.substring(Math.min(starts[shift], end), end));
    }
    return encoded;
  }

  /** Programs take an option with any of those before it. */
  static String withOneDash(String text) {
    return text.replaceAll("[/–—―]", "-");
  }
}
