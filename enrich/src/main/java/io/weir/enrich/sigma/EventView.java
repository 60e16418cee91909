package io.weir.enrich.sigma;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event as rules see it; each value is looked up and folded to lower case once. */
public final class EventView {
  private final Event event;
  private final Map<FieldRef, List<String>> values = new HashMap<>();
  private final Map<FieldRef, List<String>> folded = new HashMap<>();
  private final Map<EventCondition, Boolean> answers = new HashMap<>();

  public EventView(Event event) {
    this.event = event;
  }

  public Event event() {
    return event;
  }

  /** The values of a field as text; empty if it is absent. */
  public List<String> values(FieldRef field) {
    return values.computeIfAbsent(field, ref -> ref.texts(event));
  }

  List<String> values(FieldRef field, boolean cased) {
    return cased
        ? values(field)
        : folded.computeIfAbsent(
            field, ref -> values(ref).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList());
  }

  /** The answer to a question that many rules ask. */
  boolean answer(EventCondition test) {
    Boolean known = answers.get(test);
    if (known == null) {
      known = test.matches(this);
      answers.put(test, known);
    }
    return known;
  }

  /** All that can be searched for keywords: the line, the message and every value. */
  List<String> everything(boolean cased) {
    return values(FieldRef.EVERYTHING, cased);
  }

  static List<String> everything(Event event) {
    List<String> all = new ArrayList<>();
    all.add(event.line());
    if (event.fields().has(Field.WEIR_LINE_WHOLE)) {
      all.add(event.message());
    }
    event
        .fields()
        .forEach(
            (field, value) -> {
              if (field.type() != Field.Type.RAW) {
                FieldRef.addTexts(value, all);
              }
            });
    return all;
  }
}
