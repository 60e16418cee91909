package io.weir.sinks;

import java.time.Duration;

/**
 * How a sink wants its records.
 *
 * @param maxRecords in one batch
 * @param maxBytes of what was prepared, in one batch; a single larger element comes alone
 * @param linger how long the first element waits for others, so that a request is worth its cost
 * @param inOrder whether a lane has one batch under way at most, so that the store sees the order
 */
public record Batching(int maxRecords, long maxBytes, Duration linger, boolean inOrder) {}
