package io.weir.ingest.topic;

/** Where a raw record lies. */
public record Coordinates(String topic, int partition, long offset) {}
