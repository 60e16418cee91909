package io.weir.cli.bench.labelled;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read of labelled texts.
 *
 * @param notScored labels that redaction is not judged by: how many there are of each type
 */
public record LabelledData(List<LabelledText> texts, SortedMap<String, Integer> notScored) {
  static LabelledData empty() {
    return new LabelledData(new ArrayList<>(), new TreeMap<>());
  }

  void add(LabelledText text) {
    texts.add(text);
  }

  void addNotScored(String type) {
    notScored.merge(type, 1, Integer::sum);
  }
}
