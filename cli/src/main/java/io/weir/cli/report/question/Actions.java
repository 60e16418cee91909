package io.weir.cli.report.question;

import io.weir.sinks.elasticsearch.SavedSearch;
import java.util.List;
import java.util.Map;

/**
 * What one of the searches of compliance has found in a month.
 *
 * @param by the name of the field by which {@code counts} are: the user's name, else the first
 *     column
 * @param counts the largest, in order
 * @param others how many events are in none of them
 * @param error by how many events one of the counts may be too low at most
 * @param newest cells of the newest events: the time, then the search's columns
 */
public record Actions(
    SavedSearch search,
    long total,
    String by,
    Map<String, Long> counts,
    long others,
    long error,
    List<List<String>> newest) {}
