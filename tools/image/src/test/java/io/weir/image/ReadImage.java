package io.weir.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image's archive, read as a container engine reads it: from the index down. */
final class ReadImage {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file of the image, with what its tar entry says of it. */
  static final class Entry {
    private final TarArchiveEntry header;
    private final byte[] bytes;

    private Entry(TarArchiveEntry header, byte[] bytes) {
      this.header = header;
      this.bytes = bytes;
    }

    TarArchiveEntry header() {
      return header;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final Map<String, Entry> parts;
  private final JsonNode manifest;

  private ReadImage(Map<String, Entry> parts) {
    this.parts = parts;
    JsonNode index = json(parts.get("index.json").bytes());
    this.manifest = json(blob(index.at("/manifests/0/digest").asText()));
  }

  static ReadImage of(Path archive) {
    try (InputStream in = Files.newInputStream(archive)) {
      return new ReadImage(entries(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode manifest() {
    return manifest;
  }

  JsonNode config() {
    return json(blob(manifest.at("/config/digest").asText()));
  }

  /** The files by their path, without a slash at the front, as the layers add up. */
  Map<String, Entry> files() {
    Map<String, Entry> files = new LinkedHashMap<>();
    for (JsonNode layer : manifest.get("layers")) {
      byte[] blob = blob(layer.get("digest").asText());
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(blob))) {
        files.putAll(entries(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** Bytes by their digest, which they must have. */
  private byte[] blob(String digest) {
    byte[] bytes = parts.get("blobs/" + digest.replace(':', '/')).bytes();
    if (!Blob.digest(bytes).equals(digest)) {
      throw new IllegalStateException("not the bytes of " + digest);
    }
    return bytes;
  }

  private static Map<String, Entry> entries(InputStream in) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      entries.put(entry.getName(), new Entry(entry, tar.readAllBytes()));
    }
    return entries;
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
