package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.wire.Origin.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads records of the form that nearly all have, fast: one flat object without blanks, of the
 * agent's own keys. Two thirds of such a record are the same for all lines of a pod, and are known
 * again by their bytes. Leaves every other record, and every doubt, to a general parser. Not
 * thread-safe.
 */
final class RecordScanner {
  private static final List<String> NAMES =
      List.of(
          "@timestamp",
          "_p",
          "cluster",
          "filename",
          "kafka_key",
          "kubernetes",
          "kubernetes_namespace",
          "log",
          "logtag",
          "message",
          "node",
          "stream",
          "time");

  /** As many bytes are never seen again: nothing of the line itself. */
  private static final int MAX_KNOWN_TEXT = 512;

  private static final int MAX_INTERNED = 4_096;

  private final ByteSequenceCache<String> names = new ByteSequenceCache<>();
  private final ByteSequenceCache<String> texts = new ByteSequenceCache<>();
  private final ByteSequenceCache<Metadata> pods = new ByteSequenceCache<>();
  private final ByteSequenceCache<Metadata> namespaces = new ByteSequenceCache<>();
  private final Map<Fields, Metadata> interned = new HashMap<>();
  private final Runnable full;
  private long internedChars;
  private final JsonText strings = new JsonText();
  private byte[] json;
  private int at;

  /**
   * @param full called when too much metadata is known; must have it forgotten
   */
  RecordScanner(Runnable full) {
    this.full = full;
    for (String name : NAMES) {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      names.put(bytes, 0, bytes.length, bytes.length, name);
    }
  }

  /** The record, or null if it has another form. */
  FluentBitRecord scan(byte[] value) throws IOException {
    json = value;
    at = 0;
    FluentBitRecord record = new FluentBitRecord();
    if (!skip('{')) {
      return null;
    }
    do {
      if (!pair(record)) {
        return null;
      }
    } while (skip(','));
    return skip('}') && at == json.length ? record : null;
  }

  private boolean pair(FluentBitRecord record) throws IOException {
    int nameEnd = skip('"') ? JsonText.plainEnd(json, at) : -1;
    String name = nameEnd < 0 ? null : names.find(json, at, nameEnd);
    if (name == null) {
      return false;
    }
    at = nameEnd + 1;
    if (!skip(':')) {
      return false;
    }
    return switch (name) {
      case "kubernetes" -> {
        Metadata pod = metadata(pods, KubernetesMetadata::read);
        yield pod != null && record.takePod(pod);
      }
      case "kubernetes_namespace" -> {
        Metadata namespace = metadata(namespaces, KubernetesMetadata::readNamespace);
        yield namespace != null && record.takeNamespace(namespace);
      }
      case "@timestamp" -> record.takeTimestamp(text());
      case "log", "message", "time" -> record.takeText(name, text());
      default -> record.takeText(name, knownText());
    };
  }

  /** The string here, or null if it is none or needs a second look. */
  private String text() {
    if (!skip('"')) {
      return null;
    }
    String text = strings.read(json, at);
    at = strings.end();
    return text;
  }

  /** The same string object for the same bytes, where many records have them. */
  private String knownText() {
    int end = at < json.length && json[at] == '"' ? JsonText.plainEnd(json, at + 1) : -1;
    if (end < 0 || end - at > MAX_KNOWN_TEXT) {
      return text();
    }
    int start = at + 1;
    String text = texts.find(json, start, end);
    if (text == null) {
      text = text();
      texts.put(json, start, end, end, text);
    }
    at = end + 1;
    return text;
  }

  private interface MetadataReader {
    Metadata read(JsonParser parser) throws IOException;
  }

  /** The object here, or null if it is none. */
  private Metadata metadata(ByteSequenceCache<Metadata> seen, MetadataReader reader)
      throws IOException {
    int start = at;
    Metadata known = seen.find(json, start);
    if (known != null) {
      at = seen.end();
      return known;
    }
    try (JsonParser parser = Json.FACTORY.createParser(json, start, json.length - start)) {
      parser.setCodec(Json.MAPPER);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Metadata read = interned(reader.read(parser));
      at = start + (int) parser.currentLocation().getByteOffset();
      seen.put(json, start, at, json.length, read);
      return read;
    }
  }

  /** The agent writes the keys of the same object in any order. */
  private Metadata interned(Metadata metadata) {
    Metadata known = interned.get(metadata.fields());
    if (known != null) {
      return known;
    }
    long chars = FieldChars.of(metadata.fields());
    if (interned.size() >= MAX_INTERNED || internedChars + chars > FieldChars.MAX_KEPT) {
      full.run();
    }
    if (chars < FieldChars.MAX_KEPT) {
      interned.put(metadata.fields(), metadata);
      internedChars += chars;
    }
    return metadata;
  }

  /** Forgets the metadata that it knows. */
  void forget() {
    interned.clear();
    internedChars = 0;
  }

  long internedChars() {
    return internedChars;
  }

  private boolean skip(char c) {
    boolean found = at < json.length && json[at] == c;
    at += found ? 1 : 0;
    return found;
  }
}
