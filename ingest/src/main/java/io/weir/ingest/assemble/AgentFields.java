package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.event.SharedFields;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The fields that say where a line comes from. They are the agent's: any program can print a line
 * that names another pod or host.
 */
final class AgentFields {
  private static final List<String> PREFIXES =
      List.of("kubernetes.", "orchestrator.", "container.", "data_stream.", "weir.source.");

  private static final Set<Field> OTHERS =
      EnumSet.of(Field.HOST_NAME, Field.LOG_FILE_PATH, Field.EVENT_ID);

  private static final Field[] ALL =
      Arrays.stream(Field.values()).filter(AgentFields::isFromAgent).toArray(Field[]::new);

  private AgentFields() {}

  private static boolean isFromAgent(Field field) {
    return OTHERS.contains(field) || PREFIXES.stream().anyMatch(field.path()::startsWith);
  }

  /**
   * Removes these fields from a parsed line and keeps what it said in its content.
   *
   * @param content of the line, or null
   * @return the content with what was removed
   */
  static ObjectNode moveToContent(Fields parsed, ObjectNode content, SharedFields agents) {
    ObjectNode kept = content;
    for (Field field : ALL) {
      if (parsed.has(field)) {
        kept = kept == null ? Json.MAPPER.createObjectNode() : kept;
        if (!kept.has(field.path())) {
          kept.put(field.path(), parsed.text(field));
        }
        parsed.remove(field);
      }
    }
    if (agents.get(Field.LOG_IOSTREAM) != null) {
      // An agent that reads no container's file leaves the stream to the line.
      parsed.remove(Field.LOG_IOSTREAM);
    }
    return kept;
  }
}
