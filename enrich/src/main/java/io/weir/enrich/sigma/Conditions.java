package io.weir.enrich.sigma;

import java.util.List;

/** Questions made of questions. */
final class Conditions {
  private Conditions() {}

  static EventCondition any(List<EventCondition> tests) {
    return tests.size() == 1 ? tests.get(0) : atLeast(1, tests);
  }

  static EventCondition all(List<EventCondition> tests) {
    if (tests.size() == 1) {
      return tests.get(0);
    }
    EventCondition[] all = tests.toArray(EventCondition[]::new);
    return event -> {
      for (EventCondition test : all) {
        if (!test.matches(event)) {
          return false;
        }
      }
      return true;
    };
  }

  static EventCondition not(EventCondition test) {
    return event -> !test.matches(event);
  }

  static EventCondition atLeast(int number, List<EventCondition> tests) {
    EventCondition[] all = tests.toArray(EventCondition[]::new);
    return event -> {
      int found = 0;
      for (EventCondition test : all) {
        if (test.matches(event) && ++found == number) {
          return true;
        }
      }
      return false;
    };
  }
}
