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

  /** The open ones, those first that are closed first. */
  private final TreeMap<String, Incident> open = new TreeMap<>();

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
      noteOpen(incident);
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

  /** Takes a watermark of which it is not known when it was put on its topic. */
  public void add(Watermark watermark) {
    add(watermark, Instant.MAX);
  }

  /**
   * Takes a watermark of a partition of findings, and continues to the minimum of all.
   *
   * @param appended when it was put on its topic; times beyond that are not believed
   */
  public void add(Watermark watermark, Instant appended) {
    watermarks.add(watermark, appended);
    if (Watermarks.isAhead(now, appended)) {
      now = Instant.EPOCH;
    }
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
    String limit = Keys.of(time.minus(inactivity));
    for (Incident incident : List.copyOf(open.headMap(limit).values())) {
      replace(incident.close());
    }
  }

  private void noteOpen(Incident incident) {
    if (!incident.closed()) {
      open.put(openKey(incident), incident);
    }
  }

  private static String openKey(Incident incident) {
    return Keys.of(incident.last()) + "/" + key(incident);
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
    byEntity.get(incident.entity()).replaceAll(known -> newer(known, incident));
    keep(incident);
  }

  private Incident newer(Incident known, Incident incident) {
    if (!known.id().equals(incident.id())) {
      return known;
    }
    open.remove(openKey(known));
    return incident;
  }

  private void keep(Incident incident) {
    noteOpen(incident);
    state.put(key(incident), StateJson.write(incident));
    output.accept(incident);
  }

  private static String key(Incident incident) {
    return INCIDENT + incident.entity() + "/" + incident.id();
  }
}
