package io.weir.enrich.sigma;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Rules and events as short as tests want them. */
public final class Rules {
  private Rules() {}

  /** The rules of a text that is called {@code test.yml} in faults. */
  public static RuleSet of(String yaml) {
    return RuleSet.of(YamlNode.documents("test.yml", yaml));
  }

  /** A rule with that detection, for Falco's events. */
  static DetectionRule detecting(String detection) {
    String yaml = "title: test\nlogsource: {product: falco}\ndetection:\n" + detection.indent(2);
    return of(yaml).detections().get(0);
  }

  /** An event of Falco's with further fields, given as the inside of a JSON object. */
  public static Event event(String fields) {
    String json =
        """
        {"@timestamp":"2026-01-01T00:00:00Z","event.id":"1","event.module":"falco",%s}"""
            .formatted(fields);
    try {
      return EventJson.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
