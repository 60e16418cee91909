package io.weir.enrich.sigma;

import java.util.List;

/** Questions made of questions. */
final class Tests {
  private Tests() {}

  static EventTest any(List<EventTest> tests) {
    return tests.size() == 1 ? tests.get(0) : atLeast(1, tests);
  }

  static EventTest all(List<EventTest> tests) {
    if (tests.size() == 1) {
      return tests.get(0);
    }
    EventTest[] all = tests.toArray(EventTest[]::new);
    return event -> {
      for (EventTest test : all) {
        if (!test.matches(event)) {
          return false;
        }
      }
      return true;
    };
  }

  static EventTest not(EventTest test) {
    return event -> !test.matches(event);
  }

  static EventTest atLeast(int number, List<EventTest> tests) {
    EventTest[] all = tests.toArray(EventTest[]::new);
    return event -> {
      int found = 0;
      for (EventTest test : all) {
        if (test.matches(event) && ++found == number) {
          return true;
        }
      }
      return false;
    };
  }
}
