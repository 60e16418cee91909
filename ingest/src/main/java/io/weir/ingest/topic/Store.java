package io.weir.ingest.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A store that events can be routed to, as {@link EventHeaders#ROUTE} names it. */
public enum Store {
  LOKI("loki"),
  ELASTICSEARCH("elasticsearch");

  private final String routeName;

  Store(String routeName) {
    this.routeName = routeName;
  }

  /** The name in headers, in {@code weir.route} and in the files of users. */
  public String routeName() {
    return routeName;
  }

  /** The store of that name, if there is one. */
  public static Optional<Store> named(String name) {
    return Arrays.stream(values()).filter(store -> store.routeName.equals(name)).findAny();
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Store::routeName).toList();
  }
}
