package io.weir.cli;

import io.weir.cli.command.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether the topics of a role are there. A consumer of a topic that is not waits for it without a
 * word, and a producer makes a broker create it with settings that are not ours.
 */
final class TopicCheck {
  private static final int SECONDS = 10;

  private TopicCheck() {}

  /**
   * Asks once. If Kafka does not answer, nothing is known, and the role waits for it.
   *
   * @throws CommandFailure if Kafka answers that topics are missing; names them
   */
  static void require(Map<String, Object> kafka, Collection<String> topics)
      throws InterruptedException {
    List<String> missing = new ArrayList<>();
    Admin admin = Admin.create(kafka);
    try {
      Map<String, ? extends KafkaFuture<?>> answers =
          admin.describeTopics(topics).topicNameValues();
      for (Map.Entry<String, ? extends KafkaFuture<?>> answer : answers.entrySet()) {
        try {
          answer.getValue().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            missing.add(answer.getKey());
          }
        }
      }
    } catch (TimeoutException e) {
      return;
    } finally {
      admin.close(Duration.ZERO);
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw new CommandFailure(
          "topics are missing: " + String.join(", ", missing) + "; run weir setup first");
    }
  }
}
