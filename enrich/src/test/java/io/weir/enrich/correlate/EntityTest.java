package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.sigma.EventView;
import io.weir.enrich.sigma.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTest {
  private static List<String> of(String fields) {
    return Entity.of(new EventView(Rules.event(fields)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'kubernetes.pod.name':'p','kubernetes.namespace':'shop'  | [pod:shop/p]",
        "'kubernetes.pod.name':'p'                                | [pod:p]",
        "'kubernetes.namespace':'shop'                            | []",
        "'kubernetes.deployment.name':'d','kubernetes.namespace':'shop' | [workload:shop/d]",
        "'kubernetes.job.name':'j','kubernetes.cronjob.name':'c'  | [workload:c]",
        "'source.ip':'192.0.2.1','user.name':'ana','host.name':'n1' | [user:ana, address:192.0.2.1, node:n1]",
        "'host.name':'n1','kubernetes.pod.name':'p'               | [pod:p, node:n1]",
        // What Falco writes where it knows nothing.
        "'user.name':'<NA>','host.name':'n1'                      | [node:n1]",
        // Others do not make an entity, whatever they are called.
        "'destination.ip':'192.0.2.1','service.name':'cart'       | []",
        "'weir.fields':{'user.name':'ana','host':{'name':'n1'}}   | []",
      })
  void namesWhatAnEventIsAboutInTheOrderOfPreference(String fields, String entities) {
    assertThat(of(fields.replace('\'', '"'))).hasToString(entities);
  }

  @Test
  void aNameOfAnyLengthTakesLittleRoom() {
    String long1 = "a".repeat(10_000) + "1";
    String long2 = "a".repeat(10_000) + "2";

    assertThat(of("\"user.name\":\"" + long1 + "\"").get(0)).hasSizeLessThan(300);
    assertThat(of("\"user.name\":\"" + long1 + "\""))
        .isNotEqualTo(of("\"user.name\":\"" + long2 + "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "pod:a/p user:ana address:10.0.0.1 | user.name                  | user:ana",
        "pod:a/p user:ana address:10.0.0.1 | source.ip                  | address:10.0.0.1",
        "pod:a/p user:ana address:10.0.0.1 | source.ip user.name        | user:ana",
        "pod:a/p user:ana address:10.0.0.1 | kubernetes.pod.name        | pod:a/p",
        "pod:a/p user:ana address:10.0.0.1 | rule.name                  | pod:a/p",
        "pod:a/p workload:a/w node:n1      | kubernetes.statefulset.name | workload:a/w",
        "pod:a/p workload:a/w node:n1      | host.name                  | node:n1",
        "pod:a/p workload:a/w              | user.name                  | pod:a/p",
        // A namespace alone is about nobody.
        "workload:a/w pod:a/p              | kubernetes.namespace       | workload:a/w",
      })
  void aRuleIsAboutWhatItGroupsBy(String entities, String groupedBy, String primary) {
    assertThat(Entity.primary(List.of(entities.split(" ", -1)), List.of(groupedBy.split(" ", -1))))
        .contains(primary);
  }

  @Test
  void anEventThatNamesNothingIsAboutNothing() {
    assertThat(Entity.primary(List.of(), List.of("user.name"))).isEmpty();
  }
}
