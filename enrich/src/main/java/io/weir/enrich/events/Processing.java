package io.weir.enrich.events;

import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import java.util.function.Supplier;

/**
 * What raw records are processed by.
 *
 * @param formats asked for each record, so that formats can change while running
 * @param redactor asked for each record, so that policy and keys can change while running
 * @param limits of the whole process
 */
public record Processing(
    EventIds ids, Supplier<LineFormats> formats, Supplier<Redactor> redactor, EventLimits limits) {}
