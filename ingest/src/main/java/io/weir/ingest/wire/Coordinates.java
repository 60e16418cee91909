package io.weir.ingest.wire;

/** Where a raw record lies. */
public record Coordinates(String topic, int partition, long offset) {}
