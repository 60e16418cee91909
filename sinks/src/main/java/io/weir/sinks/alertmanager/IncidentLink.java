package io.weir.sinks.alertmanager;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a page about an incident, such as a search in Kibana: a URL with {@code {id}},
 * {@code {namespace}}, {@code {pod}}, {@code {first_seen}} and {@code {last_seen}} in it, in whose
 * place an incident's own values come, percent-encoded; nothing, if it has none.
 */
public final class IncidentLink {
  private static final Map<String, Field> VALUES =
      Map.of(
          "id", Field.WEIR_INCIDENT_ID,
          "namespace", Field.KUBERNETES_NAMESPACE,
          "pod", Field.KUBERNETES_POD_NAME,
          "first_seen", Field.WEIR_INCIDENT_FIRST_SEEN,
          "last_seen", Field.WEIR_INCIDENT_LAST_SEEN);

  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]*)}");

  private final String template;

  /**
   * A link by its template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public IncidentLink(String template) {
    Matcher places = PLACE.matcher(template);
    while (places.find()) {
      if (!VALUES.containsKey(places.group(1))) {
        throw new IllegalArgumentException(
            "{%s} is unknown; known are {id}, {namespace}, {pod}, {first_seen}, {last_seen}"
                .formatted(places.group(1)));
      }
    }
    URI uri = URI.create(PLACE.matcher(template).replaceAll("x"));
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(
          "must be a URL such as https://kibana.example.org/x?id={id}");
    }
    this.template = template;
  }

  /** The page about an incident. */
  String to(Event incident) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String value = incident.fields().text(VALUES.get(place.group(1)));
              return value == null ? "" : URLEncoder.encode(value, StandardCharsets.UTF_8);
            });
  }
}
