package io.weir.sinks.elasticsearch;

/**
 * A document for a bulk request.
 *
 * @param id the event's id
 * @param value JSON without line breaks
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Document(String id, byte[] value) {}
