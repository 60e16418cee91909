package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Json;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * What is hidden in one place of an event is readable in none. Generated from a seed; {@code
 * -Dweir.judgement.events=1000000} makes so many.
 */
class OneEventOneJudgementTest {
  private static final int EVENTS = Integer.getInteger("weir.judgement.events", 4_000);

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** Where a value is known for what it is: a line with a place for the rest. */
  private static final List<BiFunction<String, String, String>> LINES =
      List.of(
          (value, rest) -> "level=info msg=\"" + rest + "\" password=" + value,
          (value, rest) -> rest + " db_password: " + value,
          (value, rest) -> json().put("msg", rest).put("api_token", value).toString(),
          (value, rest) -> json().put("note", rest).put("session.secret", value).toString(),
          (value, rest) -> "GET /x?token=" + value + " " + rest,
          (value, rest) -> "url=https://ana:" + value + "@db.internal/x msg=\"" + rest + "\"",
          (value, rest) -> "mysql -u app -p" + value + " shop; " + rest,
          (value, rest) ->
              json().put("url", "https://x.example/cb?access_token=" + value).put("m", rest) + "");

  /** How it is elsewhere, where nothing says what it is. */
  private static final List<BiFunction<String, Random, String>> ELSEWHERE =
      List.of(
          (value, random) -> "retry with " + value,
          (value, random) -> value,
          (value, random) -> "args -h db " + value + " -v",
          (value, random) -> "(" + value + ")",
          (value, random) -> "path /srv/" + value + "/data",
          (value, random) -> "ids " + random.nextInt(9) + "," + value + ";");

  private static ObjectNode json() {
    return Json.MAPPER.createObjectNode();
  }

  private final ReadableEvents events =
      new ReadableEvents("logs.raw", new Redactor(Policies.standard(), Pseudonyms.development()));

  @Test
  void whatIsHiddenInOnePlaceIsReadableInNone() {
    Random random = new Random(20261127);
    for (int i = 0; i < EVENTS; i++) {
      String value = value(random);
      String record = record(value, random);
      events.add(record);
      assertThat(events.read()).as(record).isNotEmpty().doesNotContain(value);
    }
  }

  /** Four characters or more, at least one of them a letter and one a digit. */
  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    random
        .ints(3 + random.nextInt(20), 0, LETTERS.length())
        .forEach(i -> value.append(LETTERS.charAt(i)));
    return value.append(2 + random.nextInt(8)).insert(random.nextInt(2), 'q').toString();
  }

  private static String record(String value, Random random) {
    String rest = pick(ELSEWHERE, random).apply(value, random);
    ObjectNode record = json();
    record.put("time", "2026-11-23T10:00:00.000Z").put("stream", "stdout").put("logtag", "F");
    record.put("log", pick(LINES, random).apply(value, rest));
    ObjectNode pod = record.putObject("kubernetes");
    pod.put("namespace_name", "shop").put("container_name", "c").put("docker_id", "ab12");
    // A pod's name, labels and annotations are of many events, and are redacted once for them.
    pod.put("pod_name", random.nextInt(4) == 0 ? "p-" + value : "p-1");
    if (random.nextBoolean()) {
      pod.putObject("labels").put("app", "shop").put("rev", value);
      pod.putObject("annotations").put(value + "/x", pick(ELSEWHERE, random).apply(value, random));
    }
    return record.toString();
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
