package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the records that Fluent Bit writes to Kafka, however it is set up: with or without a
 * parser, with the line's JSON merged into the record or not, with or without Kubernetes metadata,
 * Falco's alerts as text, merged, or by HTTP. Total: every value becomes a {@link RawRecord}. Not
 * thread-safe.
 */
public final class FluentBitDecoder {
  /** Pods come and go; forgetting all of them now and then costs less than knowing the oldest. */
  private static final int MAX_ORIGINS = 4_096;

  private final boolean falco;
  private final RecordScanner scanner = new RecordScanner(this::forget);
  private final Map<OriginKey, Origin> origins = new HashMap<>();
  private long originChars;

  private FluentBitDecoder(boolean falco) {
    this.falco = falco;
  }

  /**
   * The decoder for a raw topic. Only on {@link Topic#FALCO_RAW} is a record taken for an alert of
   * Falco: elsewhere any pod could print one.
   */
  public static FluentBitDecoder forTopic(String topic) {
    return new FluentBitDecoder(topic.equals(Topic.FALCO_RAW.name()));
  }

  /** Reads a record's value, which may be null. */
  public RawRecord decode(byte[] value) {
    if (value == null || value.length == 0) {
      return new RawRecord.Unreadable("empty");
    }
    try {
      FluentBitRecord usual = scanner.scan(value);
      return usual == null ? decodeUnusual(value) : record(usual);
    } catch (IOException e) {
      return decodeUnusual(value);
    }
  }

  /** Reads a record of any form. Returns for every record what {@link #decode} returns, later. */
  RawRecord decodeUnusual(byte[] value) {
    try {
      return parse(value);
    } catch (StreamConstraintsException e) {
      return new RawRecord.Unreadable("beyond_limits");
    } catch (JsonProcessingException e) {
      byte[] valid = InvalidUtf8.replaced(value);
      return valid == null ? withoutInfinities(value) : decodeUnusual(valid);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private RawRecord withoutInfinities(byte[] value) {
    byte[] mended = NonFiniteNumbers.quote(value);
    if (mended != null) {
      try {
        return parse(mended);
      } catch (IOException e) {
        return new RawRecord.Unreadable("not_json");
      }
    }
    return new RawRecord.Unreadable("not_json");
  }

  private RawRecord parse(byte[] value) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      parser.setCodec(Json.MAPPER);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new RawRecord.Unreadable("not_an_object");
      }
      FluentBitRecord fields = new FluentBitRecord();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.take(name, parser);
      }
      if (parser.nextToken() != null) {
        return new RawRecord.Unreadable("not_json");
      }
      return record(fields);
    }
  }

  private RawRecord record(FluentBitRecord fields) throws IOException {
    ObjectNode alert = falco ? fields.falcoAlert() : null;
    return alert == null ? fields.logLine(this::origin) : fields.alert(alert, this::origin);
  }

  private Origin origin(OriginKey parts) {
    Origin known = origins.get(parts);
    if (known == null) {
      known = parts.origin();
      long chars = FieldChars.of(known.fields().toFields());
      if (origins.size() >= MAX_ORIGINS || originChars + chars > FieldChars.MAX_KEPT) {
        forget();
      }
      if (chars < FieldChars.MAX_KEPT) {
        origins.put(parts, known);
        originChars += chars;
      }
    }
    return known;
  }

  /** Together: an origin is known by its metadata's objects. */
  private void forget() {
    origins.clear();
    originChars = 0;
    scanner.forget();
  }

  static boolean isStream(String name) {
    return name.equals("stdout") || name.equals("stderr");
  }
}
