package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Translates the part of Kibana's query language that our searches use: {@code field: value},
 * {@code field: (a or b)}, joined either by {@code and} or by {@code or}. A value in quotes is a
 * phrase, one with {@code *} a wildcard, any other a match, as Kibana has it.
 *
 * @see <a href="https://www.elastic.co/guide/en/kibana/8.19/kuery-query.html">KQL</a>
 */
public final class Kql {
  private static final String AND = " and ";
  private static final String OR = " or ";

  private Kql() {}

  /** The names of the fields that a query asks for. */
  public static Set<String> fields(String query) {
    Set<String> fields = new TreeSet<>();
    clauses(query).forEach(clause -> fields.add(clause.substring(0, clause.indexOf(':'))));
    return fields;
  }

  /** The same in the language of Elasticsearch. */
  public static ObjectNode query(String query) {
    ArrayNode found = Json.MAPPER.createArrayNode();
    clauses(query).forEach(clause -> found.add(clause(clause)));
    String how = split(query, AND).size() > 1 ? "filter" : "should";
    ObjectNode translated = Json.MAPPER.createObjectNode();
    translated.putObject("bool").set(how, found);
    return translated;
  }

  private static List<String> clauses(String query) {
    List<String> all = split(query, AND);
    return all.size() > 1 ? all : split(query, OR);
  }

  private static ObjectNode clause(String clause) {
    int colon = clause.indexOf(':');
    String field = clause.substring(0, colon);
    String value = clause.substring(colon + 1).strip();
    if (!value.startsWith("(")) {
      return one(field, value);
    }
    ObjectNode any = Json.MAPPER.createObjectNode();
    ArrayNode should = any.putObject("bool").putArray("should");
    split(value.substring(1, value.length() - 1), OR).forEach(it -> should.add(one(field, it)));
    return any;
  }

  private static ObjectNode one(String field, String value) {
    ObjectNode query = Json.MAPPER.createObjectNode();
    if (value.startsWith("\"")) {
      query.putObject("match_phrase").put(field, value.substring(1, value.length() - 1));
    } else {
      query.putObject(value.contains("*") ? "wildcard" : "match").put(field, value);
    }
    return query;
  }

  /** Parts between words that are in no parentheses. */
  private static List<String> split(String text, String word) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && text.startsWith(word, i)) {
        parts.add(text.substring(begin, i).strip());
        begin = i + word.length();
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }
}
