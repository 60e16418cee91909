package io.weir.servers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

  @TempDir private Path dir;

  @Test
  void keepsARecordOverAKillAndARestartOnTheSamePort() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(dir)) {
      createTopic(kafka, "orders");
      produce(kafka, "orders", "one");

      kafka.kill();
      kafka.restart();

      assertThat(consume(kafka, "orders")).containsExactly("one");
    }
  }

  @Test
  void takesACallersSettingAndPort() throws Exception {
    int port = FreePort.next();
    KafkaServer.Options options =
        KafkaServer.Options.DEFAULT
            .withPort(port)
            .withHeap("256m")
            .withSetting("num.partitions", "3");
    try (KafkaServer kafka = KafkaServer.start(dir, options);
        Admin admin = Admin.create(client(kafka))) {
      admin
          .createTopics(List.of(new NewTopic("t", Optional.empty(), Optional.empty())))
          .all()
          .get(20, SECONDS);

      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      // The topic is there for the controller at once, for the broker a moment later.
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(partitions(admin, "t")).isEqualTo(3));
    }
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(20, SECONDS)
        .get(topic)
        .partitions()
        .size();
  }

  private static void createTopic(KafkaServer kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(client(kafka))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, SECONDS);
    }
  }

  private static void produce(KafkaServer kafka, String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(kafka), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(20, SECONDS);
    }
  }

  private static List<String> consume(KafkaServer kafka, String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client(kafka), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
          .map(record -> record.value())
          .toList();
    }
  }

  private static Map<String, Object> client(KafkaServer kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
