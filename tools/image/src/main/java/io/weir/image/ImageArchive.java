package io.weir.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image in one file: the OCI image layout (image-spec 1.1), and the {@code manifest.json} by
 * which {@code docker load} of older Dockers finds the same parts.
 */
final class ImageArchive {
  private static final String OCI = "application/vnd.oci.image.";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final ImageSettings settings;
  private final List<Layer> layers;

  ImageArchive(ImageSettings settings, List<Layer> layers) {
    this.settings = settings;
    this.layers = List.copyOf(layers);
  }

  /** Writes the file; one that is there is replaced. */
  void write(Path file) throws IOException {
    Blob config = new Blob(OCI + "config.v1+json", json(config()));
    Blob manifest = new Blob(OCI + "manifest.v1+json", json(manifest(config)));
    List<Blob> blobs = new ArrayList<>(layers.stream().map(Layer::blob).toList());
    blobs.add(config);
    blobs.add(manifest);
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      add(out, "oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
      add(out, "index.json", json(index(manifest)));
      add(out, "manifest.json", json(List.of(dockerManifest(config))));
      for (Blob blob : blobs) {
        add(out, blob.path(), blob.bytes());
      }
    }
  }

  private Map<String, Object> config() {
    return Map.of(
        "created", settings.created().toString(),
        "architecture", settings.architecture(),
        "os", "linux",
        "config", settings.process(),
        "rootfs", Map.of("type", "layers", "diff_ids", layers.stream().map(Layer::diffId).toList()),
        "history", layers.stream().map(this::history).toList());
  }

  private Map<String, Object> history(Layer layer) {
    return Map.of("created", settings.created().toString(), "comment", layer.comment());
  }

  private Map<String, Object> manifest(Blob config) {
    return Map.of(
        "schemaVersion", 2,
        "mediaType", OCI + "manifest.v1+json",
        "config", config.descriptor(),
        "layers", layers.stream().map(layer -> layer.blob().descriptor()).toList(),
        "annotations", settings.labels());
  }

  private Map<String, Object> index(Blob manifest) {
    Map<String, Object> descriptor = new TreeMap<>(manifest.descriptor());
    descriptor.put("platform", Map.of("architecture", settings.architecture(), "os", "linux"));
    descriptor.put(
        "annotations",
        Map.of(
            "org.opencontainers.image.ref.name", settings.name(),
            "io.containerd.image.name", settings.name()));
    return Map.of(
        "schemaVersion", 2, "mediaType", OCI + "index.v1+json", "manifests", List.of(descriptor));
  }

  private Map<String, Object> dockerManifest(Blob config) {
    return Map.of(
        "Config", config.path(),
        "RepoTags", List.of(settings.name()),
        "Layers", layers.stream().map(layer -> layer.blob().path()).toList());
  }

  private void add(TarArchiveOutputStream out, String name, byte[] bytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    Instant created = settings.created();
    entry.setModTime(created.toEpochMilli());
    entry.setSize(bytes.length);
    entry.setIds(0, 0);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  private static byte[] json(Object value) throws IOException {
    return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
  }
}
