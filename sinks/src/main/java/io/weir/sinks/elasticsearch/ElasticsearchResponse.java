package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Elasticsearch's answer to a bulk request means for each record. Answers are judged item by
 * item, by their type and not by their status alone: an item's 400 can be the index's fault, and
 * its 500 the document's. Reasons are never passed on: they quote the document.
 */
final class ElasticsearchResponse {
  /** Faults of a document that no repetition will fix. */
  private static final Set<String> DOCUMENTS_FAULT =
      Set.of(
          "document_parsing_exception",
          "mapper_parsing_exception",
          "strict_dynamic_mapping_exception",
          "not_x_content_exception");

  /** What {@code illegal_argument_exception} says when it is about the document. */
  private static final List<String> DOCUMENTS_FAULT_TEXTS =
      List.of("can't merge", "Malformed content", "if _id is specified it must not be empty");

  /** What a whole request is refused for when one document is cut or ends its line early. */
  private static final Set<String> REQUEST_SPOILERS =
      Set.of("x_content_parse_exception", "x_content_e_o_f_exception");

  private static final List<String> REQUEST_SPOILERS_TEXTS =
      List.of(
          "Malformed action/metadata line",
          "Action/metadata line",
          "is too long, must be no longer than 512 bytes");

  private ElasticsearchResponse() {}

  /** An answer that never came: nothing is known of any record. */
  static Verdict unknown(String reason) {
    return new Verdict.Stop(Retry.soon(reason));
  }

  /**
   * Judges an answer.
   *
   * @param records how many were sent; an answer with another number of items is not used
   */
  static Verdict of(int status, byte[] body, int records) {
    return switch (status) {
      case 200 -> ofItems(body, records);
      case 400 -> ofRefused(body);
      case 413 -> new Verdict.Halve(new Rejected("too_large", null));
      case 429 -> tooMuch(body);
      case 401, 403 -> new Verdict.Stop(Retry.untilFixed("forbidden"));
      case 404, 405, 406 -> new Verdict.Stop(Retry.untilFixed("no_bulk_api"));
      default -> new Verdict.Stop(Retry.soon("status_" + status));
    };
  }

  /** If one document spoils the request, its halves show which. */
  private static Verdict ofRefused(byte[] body) {
    JsonNode error = read(body).path("error");
    return REQUEST_SPOILERS.contains(error.path("type").asText())
            || REQUEST_SPOILERS_TEXTS.stream().anyMatch(error.path("reason").asText()::contains)
        ? new Verdict.Halve(new Rejected("request_refused", null))
        : new Verdict.Stop(Retry.untilFixed("status_400"));
  }

  /** A request that is larger than all that may ever be under way must be halved. */
  private static Verdict tooMuch(byte[] body) {
    String reason = read(body).at("/error/reason").asText("");
    long asked = number(reason, "coordinating_operation_bytes=");
    long most = number(reason, "max_coordinating_bytes=");
    return asked > most
        ? new Verdict.Halve(new Rejected("too_large", null))
        : new Verdict.Stop(Retry.less("too_many_requests"));
  }

  private static long number(String text, String name) {
    int start = text.indexOf(name) + name.length();
    if (start < name.length()) {
      return -1;
    }
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? -1 : Long.parseLong(text.substring(start, end));
  }

  private static Verdict ofItems(byte[] body, int records) {
    JsonNode items = read(body).path("items");
    if (!items.isArray()) {
      return unknown("answer_unreadable");
    }
    if (items.size() != records) {
      return unknown("answer_incomplete");
    }
    List<Delivery> deliveries = new ArrayList<>(records);
    items.forEach(item -> deliveries.add(judge(item.path("create"))));
    return new Verdict.Each(deliveries);
  }

  private static Delivery judge(JsonNode item) {
    int status = item.path("status").asInt();
    String type = item.at("/error/type").asText("");
    if (status == 201) {
      // The failure store answers as if it had stored the event where it belongs.
      return item.path("failure_store").asText().equals("used")
          ? new Rejected("failure_store", null)
          : Done.STORED;
    }
    if (status == 409) {
      return Done.DUPLICATE;
    }
    if (isDocumentsFault(type, item.at("/error/reason").asText(""))) {
      return new Rejected(type, null);
    }
    return switch (status) {
      case 429, 500, 502, 503 ->
          type.equals("cluster_block_exception")
              ? Retry.untilFixed("disk_full").ofLane()
              : Retry.soon(type.isEmpty() ? "status_" + status : type).ofLane();
      default -> Retry.untilFixed(type.isEmpty() ? "status_" + status : type).ofLane();
    };
  }

  private static boolean isDocumentsFault(String type, String reason) {
    return DOCUMENTS_FAULT.contains(type)
        || (type.equals("illegal_argument_exception")
            && DOCUMENTS_FAULT_TEXTS.stream().anyMatch(reason::contains));
  }

  /** True if it is about what a document holds, and not about its size or place. */
  static boolean isOfDocument(Rejected rejected) {
    return DOCUMENTS_FAULT.contains(rejected.reason())
        || rejected.reason().equals("illegal_argument_exception");
  }

  private static JsonNode read(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return Json.MAPPER.missingNode();
    }
  }
}
