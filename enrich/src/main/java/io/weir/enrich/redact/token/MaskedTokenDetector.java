package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens of the vendors in {@code token-formats.txt}. Called at the character of a mask that is
 * rare in text, it tries only the masks that have this one and the one before it.
 */
final class MaskedTokenDetector implements Detector {
  private static final int CHARS = CharSet.BEYOND_ASCII;

  /** By the character that the detector is called at and the one before it. */
  private final TokenMask[][] masks = new TokenMask[CHARS * CHARS][];

  private final List<Trigger> triggers = new ArrayList<>();

  MaskedTokenDetector() {
    Map<Integer, List<TokenMask>> byPair = new HashMap<>();
    for (TokenMask mask : TokenMask.all()) {
      Trigger trigger = mask.trigger();
      add(trigger);
      for (int slot = 0; slot < masks.length; slot++) {
        if (trigger.before().has((char) (slot / CHARS))
            && trigger.at().has((char) (slot % CHARS))) {
          byPair.computeIfAbsent(slot, any -> new ArrayList<>()).add(mask);
        }
      }
    }
    byPair.forEach((slot, here) -> masks[slot] = here.toArray(TokenMask[]::new));
  }

  /** Those that differ in the character before only are one. */
  private void add(Trigger trigger) {
    for (int i = 0; i < triggers.size(); i++) {
      Trigger known = triggers.get(i);
      if (known.at().equals(trigger.at()) && known.after().equals(trigger.after())) {
        CharSet before = known.before().or(trigger.before());
        triggers.set(i, new Trigger(before, known.at(), known.after()));
        return;
      }
    }
    triggers.add(trigger);
  }

  @Override
  public List<Trigger> triggers() {
    return List.copyOf(triggers);
  }

  @Override
  public int find(Scan scan, int at) {
    char before = scan.at(at - 1);
    TokenMask[] candidates = before < CHARS ? masks[slot(before, scan.charAt(at))] : null;
    int end = NOTHING;
    for (int i = 0; candidates != null && i < candidates.length; i++) {
      end = Math.max(end, candidates[i].hide(scan, at));
    }
    return end;
  }

  private static int slot(char before, char at) {
    return before * CHARS + at;
  }
}
