package io.weir.enrich.events;

import io.weir.ingest.assemble.HeldBudget;

/**
 * What bounds the memory and the output of the stage.
 *
 * @param held what lines may take while they wait for others; one for the whole process
 */
public record EventLimits(HeldBudget held, Oversize oversize) {

  /** Those of a process with this one's heap. */
  public static EventLimits of(Oversize oversize) {
    return new EventLimits(HeldBudget.ofHeap(Runtime.getRuntime().maxMemory()), oversize);
  }
}
