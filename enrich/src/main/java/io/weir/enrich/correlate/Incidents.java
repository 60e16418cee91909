package io.weir.enrich.correlate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
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
  private static final int ID_BYTES = 16;

  private final Duration inactivity;
  private final StateStore state;
  private final Consumer<Incident> output;
  private final Watermarks watermarks;
  private final IncidentBounds bounds;
  private final IncidentBuffer incidents;
  private final TreeMap<String, Finding> pending = new TreeMap<>();
  private long pendingBytes;
  private long closedEarly;
  private long collapsed;
  private String lastRule;
  private Instant now = Instant.EPOCH;

  /**
   * Incidents as the state says.
   *
   * @param inactivity after which an incident is closed
   * @param output takes every revision
   */
  public Incidents(Duration inactivity, StateStore state, Consumer<Incident> output) {
    this(inactivity, state, output, IncidentBounds.NONE);
  }

  /** The same with bounds. What exceeds them depends only on what came, in its order. */
  public Incidents(
      Duration inactivity, StateStore state, Consumer<Incident> output, IncidentBounds bounds) {
    this.bounds = bounds;
    this.incidents = new IncidentBuffer(state);
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
      keepPending(key, Finding.read(json));
    } else {
      incidents.restore(key, json);
    }
  }

  private void keepPending(String key, Finding finding) {
    Finding before = pending.put(key, finding);
    pendingBytes += finding.bytes() - (before == null ? 0 : before.bytes());
  }

  /** What had to be done for want of room. */
  public IncidentsStatus status() {
    return new IncidentsStatus(incidents.size(), closedEarly, collapsed, lastRule);
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
    keepPending(key, finding);
    state.put(key, finding.toJson());
    if (pendingBytes > bounds.bytes().getAsLong()) {
      // Nothing is lost: those that come first are only not put in order with what is yet to come.
      long target = pendingBytes / 2;
      while (pendingBytes > target) {
        applyNext();
      }
      incidents.flush();
    }
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
      applyNext();
    }
    closeBefore(now);
    incidents.forgetBefore(now.minus(MEMORY));
    incidents.flush();
  }

  private void applyNext() {
    Map.Entry<String, Finding> next = pending.pollFirstEntry();
    pendingBytes -= next.getValue().bytes();
    state.delete(next.getKey());
    // As if the watermark had stopped at each finding: revisions do not depend on its steps.
    closeBefore(next.getValue().time());
    apply(next.getValue());
    makeRoom();
  }

  private void apply(Finding finding) {
    Optional<Incident> known = belongsTo(finding);
    if (known.isPresent()) {
      Incident incident = known.get().withFinding(finding);
      if (adds(known.get(), incident)) {
        keep(incident);
      }
    } else if (incidents.opened(finding) < bounds.opened()) {
      incidents.countOpened(finding);
      keep(Incident.open(id(finding), finding));
    } else {
      collapse(finding);
    }
  }

  /** The rule has opened too many incidents for anybody to look at each. */
  private void collapse(Finding finding) {
    collapsed++;
    lastRule = finding.title();
    Finding together = finding.about("rule:" + finding.title());
    Optional<Incident> known = belongsTo(together);
    keep(
        known
            .map(incident -> incident.withFinding(together))
            .orElseGet(() -> Incident.open(id(together), together)));
  }

  /** Until a tenth is free, so that it does not have to be done for each. */
  private void makeRoom() {
    long maxBytes = bounds.bytes().getAsLong();
    if (incidents.size() <= bounds.kept() && incidents.bytes() <= maxBytes) {
      return;
    }
    for (Incident incident : incidents.leastFirst()) {
      if (incidents.size() <= bounds.kept() - bounds.kept() / 10
          && incidents.bytes() <= maxBytes - maxBytes / 10) {
        return;
      }
      incidents.remove(incident);
      if (!incident.closed()) {
        closedEarly++;
        lastRule = incident.rules().get(0).title();
        output.accept(incident.close());
      }
    }
  }

  private static boolean adds(Incident old, Incident incident) {
    return old.count() < incident.count() || old.rules().size() < incident.rules().size();
  }

  private Optional<Incident> belongsTo(Finding finding) {
    List<Evidence> evidence = finding.evidence();
    Instant from = evidence.get(0).time().minus(inactivity);
    Instant to = evidence.get(evidence.size() - 1).time().plus(inactivity);
    return incidents.of(finding.entity()).stream()
        .filter(
            incident -> !incident.lastSeen().isBefore(from) && !incident.firstSeen().isAfter(to))
        .max(Comparator.comparing(Incident::lastSeen));
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
    incidents.openBefore(time.minus(inactivity)).forEach(incident -> keep(incident.close()));
  }

  private void keep(Incident incident) {
    incidents.keep(incident);
    output.accept(incident);
  }
}
