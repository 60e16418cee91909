package io.weir.enrich.sigma;

/** A yes-or-no question about an event; takes time linear in what it reads. */
@FunctionalInterface
public interface EventCondition {
  EventCondition ALWAYS = event -> true;

  boolean matches(EventView event);
}
