package io.weir.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files of ours, in which {@code @NAME@} is replaced by a value. */
final class Template {

  private Template() {}

  /** Fills the resource's blanks and writes it; the file comes back. */
  static Path write(String resource, Path file, Map<String, ?> values) {
    try (InputStream in = Template.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, ?> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", String.valueOf(value.getValue()));
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }
}
