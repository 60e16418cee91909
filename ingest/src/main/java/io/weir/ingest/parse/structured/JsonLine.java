package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;

/** One JSON object, as structured loggers, Envoy and many servers write it. */
public final class JsonLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
          "json",
          "slog, zap, logback, log4j2, ECS, Quarkus, etcd, MongoDB, Elasticsearch, ClickHouse,"
              + " Serilog, .NET, Bunyan, pino, structlog, loguru, python-json-logger, tracing of"
              + " Rust, OpenTelemetry, Google Cloud, Envoy, Istio, Traefik, Caddy, Kong, nginx,"
              + " Falco, and any other object by its common keys, also over several lines",
          JsonLine::read);

  /** Deeper objects are plain text: nobody reads them, and each level costs stack. */
  private static final int MAX_DEPTH = 64;

  /** Longer numbers are costly to convert. */
  private static final int MAX_NUMBER_LENGTH = 400;

  private static final ObjectReader READER = reader();

  private JsonLine() {}

  static ParsedLine read(TextLine line) {
    if (!isCandidate(line.head())) {
      return null;
    }
    String text = line.whole();
    ObjectNode object = object(text);
    if (object == null) {
      return null;
    }
    return JsonDialect.read(line, object);
  }

  private static boolean isCandidate(String head) {
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      if (c != ' ' && c != '\t' && c != '\ufeff') {
        return c == '{';
      }
    }
    return false;
  }

  /** The object that is the whole text, perhaps with blanks around, or null. */
  static ObjectNode object(String text) {
    // Skips a byte order mark after blanks too.
    String json = text.substring(text.indexOf('{')).stripTrailing();
    if (!json.endsWith("}")) {
      return null;
    }
    ObjectNode object = parsed(json);
    String mended = object == null ? LooseJson.mended(json) : null;
    return mended == null ? object : parsed(mended);
  }

  private static ObjectNode parsed(String json) {
    try {
      JsonNode node = READER.readTree(json);
      return node instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  private static ObjectReader reader() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            // Keys come from strangers: no growth of the string pool, no failure on bad hashes.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build()
        .reader();
  }
}
