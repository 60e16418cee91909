package io.weir.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.bench.MadeCounts;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.topic.Topic;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorstCaseInputTest {
  private final Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());

  @ParameterizedTest
  @MethodSource("shapes")
  void isAnEventIfItIsALineAndAtWorstADeadLetter(WorstCaseInput shape) {
    MadeCounts made = new MadeCounts();
    EventsStage stage =
        new EventsStage(
            Topic.LOGS_RAW.name(),
            0,
            EventIds.development(),
            () -> redactor,
            Clock.systemUTC(),
            made);

    stage.add(0, shape.record().apply(5_000), 0);
    stage.flush();

    assertThat(made.events() + made.deadLetters()).isEqualTo(1);
    if (!shape.name().startsWith("record")) {
      assertThat(made.events()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void growsToTheLengthThatIsAskedFor(WorstCaseInput shape) {
    assertThat(shape.record().apply(20_000))
        .hasSizeGreaterThan(15 * shape.record().apply(1_000).length / 2);
  }

  static Stream<WorstCaseInput> shapes() {
    return WorstCaseInput.all().stream();
  }
}
