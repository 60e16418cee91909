package io.weir.enrich.correlate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the findings about one entity together into incidents, in the order of their times. What
 * follows within the time of inactivity belongs to the incident before it. Not thread-safe.
 */
public final class Incidents {
  /** How long a closed incident still takes late evidence. */
  private static final Duration MEMORY = Duration.ofHours(24);

  private static final String FINDING = "finding/";
  private static final String INCIDENT = "incident/";
  private static final int ID_BYTES = 16;

  private final Duration inactivity;
  private final StateMap state;
  private final Consumer<Incident> output;
  private final Watermarks watermarks;
  private final TreeMap<String, Finding> pending = new TreeMap<>();
  private final Map<String, List<Incident>> byEntity = new TreeMap<>();
  private Instant now = Instant.EPOCH;

  /**
   * Incidents as the state says.
   *
   * @param inactivity after which an incident is closed
   * @param output takes every revision
   */
  public Incidents(Duration inactivity, StateMap state, Consumer<Incident> output) {
    this.inactivity = inactivity;
    this.state = state;
    this.output = output;
    this.watermarks = new Watermarks(state);
    state.forEach(this::restore);
    now = watermarks.minimum().orElse(now);
  }

  private void restore(String key, byte[] json) {
    if (key.startsWith(Watermarks.KEY)) {
      watermarks.restore(json);
    } else if (key.startsWith(FINDING)) {
      pending.put(key, Finding.read(json));
    } else if (key.startsWith(INCIDENT)) {
      Incident incident = StateJson.read(json, Incident.class);
      byEntity.computeIfAbsent(incident.entity(), entity -> new ArrayList<>()).add(incident);
    }
  }

  /** Takes a finding. */
  public void add(Finding finding) {
    String key =
        FINDING
            + Keys.of(finding.time())
            + "/"
            + Keys.join(finding.rule(), finding.group())
            + "/"
            + finding.evidence().get(0).event();
    pending.put(key, finding);
    state.put(key, finding.toJson());
  }

  /** Takes a watermark of a partition of findings, and goes on to the minimum of all. */
  public void add(Watermark watermark) {
    watermarks.add(watermark);
    watermarks.minimum().filter(now::isBefore).ifPresent(this::advance);
  }

  /** The input has an end: every incident is closed. */
  public void finish() {
    advance(Watermarks.END);
  }

  private void advance(Instant time) {
    now = time;
    while (!pending.isEmpty() && pending.firstEntry().getValue().time().isBefore(now)) {
      Map.Entry<String, Finding> next = pending.pollFirstEntry();
      state.delete(next.getKey());
      // As if the watermark had stopped at each finding: revisions do not depend on its steps.
      closeBefore(next.getValue().time());
      apply(next.getValue());
    }
    closeBefore(now);
    forget();
  }

  private void apply(Finding finding) {
    Optional<Incident> known = belongsTo(finding);
    Incident incident =
        known.map(old -> old.with(finding)).orElseGet(() -> Incident.open(id(finding), finding));
    if (known.isPresent() && adds(known.get(), incident)) {
      replace(incident);
    } else if (known.isEmpty()) {
      byEntity.computeIfAbsent(incident.entity(), entity -> new ArrayList<>()).add(incident);
      keep(incident);
    }
  }

  private static boolean adds(Incident old, Incident incident) {
    return old.count() < incident.count() || old.rules().size() < incident.rules().size();
  }

  private Optional<Incident> belongsTo(Finding finding) {
    List<Evidence> evidence = finding.evidence();
    Instant from = evidence.get(0).time().minus(inactivity);
    Instant to = evidence.get(evidence.size() - 1).time().plus(inactivity);
    return byEntity.getOrDefault(finding.entity(), List.of()).stream()
        .filter(incident -> !incident.last().isBefore(from) && !incident.first().isAfter(to))
        .max(Comparator.comparing(Incident::last));
  }

  /** Never of late evidence if there is other: late evidence comes or stays away. */
  private static String id(Finding finding) {
    String opening =
        finding.evidence().stream()
            .filter(evidence -> !evidence.late())
            .findFirst()
            .orElse(finding.evidence().get(0))
            .event();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((opening + "/" + finding.entity()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private void closeBefore(Instant time) {
    Instant limit = time.minus(inactivity);
    for (List<Incident> incidents : byEntity.values()) {
      for (Incident incident : List.copyOf(incidents)) {
        if (!incident.closed() && incident.last().isBefore(limit)) {
          replace(incident.close());
        }
      }
    }
  }

  private void forget() {
    Instant limit = now.minus(MEMORY);
    byEntity
        .values()
        .removeIf(
            incidents -> {
              incidents.removeIf(
                  incident -> {
                    boolean old = incident.closed() && incident.last().isBefore(limit);
                    if (old) {
                      state.delete(key(incident));
                    }
                    return old;
                  });
              return incidents.isEmpty();
            });
  }

  private void replace(Incident incident) {
    byEntity
        .get(incident.entity())
        .replaceAll(known -> known.id().equals(incident.id()) ? incident : known);
    keep(incident);
  }

  private void keep(Incident incident) {
    state.put(key(incident), StateJson.write(incident));
    output.accept(incident);
  }

  private static String key(Incident incident) {
    return INCIDENT + incident.entity() + "/" + incident.id();
  }
}
