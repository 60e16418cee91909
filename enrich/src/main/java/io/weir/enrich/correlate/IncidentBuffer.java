package io.weir.enrich.correlate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The incidents that may still change, by entity, and how many each rule has opened. What has
 * changed is put into the state at {@link #flush}, each incident once, however many findings it
 * took. Not thread-safe.
 */
final class IncidentBuffer {
  private static final String INCIDENT = "incident/";
  private static final String OPENED = "opened/";

  /** A closed one can only miss late evidence; of the others the least severe matter least. */
  private static final Comparator<Incident> LEAST_FIRST =
      Comparator.comparing((Incident incident) -> !incident.closed())
          .thenComparing(Incident::level)
          .thenComparing(Incident::lastSeen)
          .thenComparing(Incident::id);

  private final StateStore state;
  private final Map<String, List<Incident>> byEntity = new TreeMap<>();

  /** The open ones, those first that are closed first. */
  private final TreeMap<String, Incident> open = new TreeMap<>();

  /** How many incidents were opened, by hour and rule. */
  private final TreeMap<String, Integer> opened = new TreeMap<>();

  /** What the state does not have yet; empty for what it has to delete. */
  private final Map<String, Optional<byte[]>> texts = new LinkedHashMap<>();

  private final Map<String, Incident> changed = new LinkedHashMap<>();
  private int size;
  private long bytes;

  IncidentBuffer(StateStore state) {
    this.state = state;
  }

  /** Takes up what the state has, if it is the state of this buffer. */
  void restore(String key, byte[] json) {
    if (key.startsWith(INCIDENT)) {
      index(StateJson.read(json, Incident.class));
    } else if (key.startsWith(OPENED)) {
      opened.put(key, Integer.valueOf(new String(json, StandardCharsets.UTF_8)));
    }
  }

  List<Incident> of(String entity) {
    return byEntity.getOrDefault(entity, List.of());
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  /** Keeps an incident as it is now, in the place of what it was before. */
  void keep(Incident incident) {
    index(incident);
    texts.remove(key(incident));
    changed.put(key(incident), incident);
  }

  private void index(Incident incident) {
    List<Incident> incidents =
        byEntity.computeIfAbsent(incident.entity(), entity -> new ArrayList<>());
    for (int i = 0; i < incidents.size(); i++) {
      if (incidents.get(i).id().equals(incident.id())) {
        count(incidents.get(i), -1);
        incidents.set(i, incident);
        count(incident, 1);
        return;
      }
    }
    incidents.add(incident);
    count(incident, 1);
  }

  private void count(Incident incident, int change) {
    size += change;
    bytes += change * incident.bytes();
    if (change < 0) {
      open.remove(openKey(incident));
    } else if (!incident.closed()) {
      open.put(openKey(incident), incident);
    }
  }

  /** The open ones of which nothing has been heard since then. */
  List<Incident> openBefore(Instant time) {
    return List.copyOf(open.headMap(Keys.of(time)).values());
  }

  /** All, those first that can be done without. */
  List<Incident> leastFirst() {
    return byEntity.values().stream().flatMap(List::stream).sorted(LEAST_FIRST).toList();
  }

  void remove(Incident incident) {
    List<Incident> incidents = byEntity.get(incident.entity());
    incidents.remove(incident);
    if (incidents.isEmpty()) {
      byEntity.remove(incident.entity());
    }
    count(incident, -1);
    changed.remove(key(incident));
    texts.put(key(incident), Optional.empty());
  }

  /** Forgets the closed ones from before that time. */
  void forgetBefore(Instant time) {
    byEntity.values().stream()
        .flatMap(List::stream)
        .filter(incident -> incident.closed() && incident.lastSeen().isBefore(time))
        .toList()
        .forEach(this::remove);
    List<String> hours = List.copyOf(opened.headMap(OPENED + hour(time)).keySet());
    for (String key : hours) {
      opened.remove(key);
      texts.put(key, Optional.empty());
    }
  }

  /** How many incidents a rule has opened by findings of that hour. */
  int opened(Finding finding) {
    return opened.getOrDefault(openedKey(finding), 0);
  }

  void countOpened(Finding finding) {
    String key = openedKey(finding);
    int count = opened.merge(key, 1, Integer::sum);
    texts.put(key, Optional.of(String.valueOf(count).getBytes(StandardCharsets.UTF_8)));
  }

  /** Puts into the state what has changed. */
  void flush() {
    changed.forEach((key, incident) -> state.put(key, StateJson.write(incident)));
    changed.clear();
    texts.forEach(
        (key, text) ->
            text.ifPresentOrElse(value -> state.put(key, value), () -> state.delete(key)));
    texts.clear();
  }

  private static String openedKey(Finding finding) {
    return OPENED + hour(finding.time()) + "/" + finding.rule();
  }

  /** Sorts as the time does. */
  private static String hour(Instant time) {
    return "%09d".formatted(Math.floorDiv(time.getEpochSecond(), 3600));
  }

  private static String key(Incident incident) {
    return INCIDENT + incident.entity() + "/" + incident.id();
  }

  private static String openKey(Incident incident) {
    return Keys.of(incident.lastSeen()) + "/" + key(incident);
  }
}
