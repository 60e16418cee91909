package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String HOSPITAL =
      """
      name: hospital
      extends: strict
      classes:
        ip_address: mask_last
        mac_address: mask_last
        patient_number:
          action: pseudonym
          why: "One patient can be followed without being known."
          keys: [patient_id, =fallnummer]
          patterns: ['\\bPAT-(?P<value>[0-9]{6})\\b']
          examples: ["admitted PAT-123456"]
        password:
          keys: [losung]
        order:
          action: keep
          keys: [orderref]
        member:
          action: pseudonym
          keys: [user_id, username]
      """;

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"strict", "standard", "minimal"})
  void theShippedOnesSayForEveryClassWhatAndWhy(String name) {
    var classes = ShippedPolicies.documents(name).get(0).map().get("classes").map();
    assertThat(classes.keySet())
        .containsExactlyInAnyOrderElementsOf(
            SensitiveClass.KNOWN.stream().map(SensitiveClass::label).toList());
    classes.forEach((label, said) -> assertThat(said.map()).containsKeys("action", "why"));
  }

  /** All detectors at once have more triggers than the scanner's tables have bits. */
  @Test
  void everyClassCanBeMasked() throws IOException {
    StringBuilder yaml = new StringBuilder("name: all\nclasses:\n");
    SensitiveClass.KNOWN.forEach(type -> yaml.append("  %s: mask\n".formatted(type.label())));
    Redactor all = new Redactor(policy(yaml.toString()), Pseudonyms.development());

    assertThat(all.redact("02:42:ac:11:00:02 and 203.0.113.7 of ana@example.org, +49 151 23456789"))
        .isEqualTo("[mac_address] and [ip_address] of [email], [phone]");
  }

  @Test
  void strictCanHideMachinesToo() throws IOException {
    Policy strict = policy("name: a\nextends: strict\nclasses: {mac_address: mask_last}\n");

    assertThat(new Redactor(strict, Pseudonyms.development()).redact("mac 02:42:ac:11:00:02"))
        .isEqualTo("mac 02:42:ac:00:00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          admitted PAT-123456 today        | admitted PAT-patient_number:dev:[0-9a-f]{16} today
          patientId=77 fallNummer: 8       | patientId=patient_number:dev:[0-9a-f]{16} fallNummer: patient_number:dev:[0-9a-f]{16}
          losung=x password=y              | losung=\\[password] password=\\[password]
          from 203.0.113.77                | from 203.0.113.0
          from 2001:db8:7:9::1             | from 2001:db8:7::
          dev 02:42:ac:11:00:02 aabb.ccdd.eeff | dev 02:42:ac:00:00:00 aabb.cc00.0000
          """)
  void aPolicyAddsClassesKeysAndPatterns(String text, String redacted) throws IOException {
    Redactor redactor = new Redactor(policy(HOSPITAL), Pseudonyms.development());
    assertThat(redactor.redact(text)).matches(redacted);
    assertThat(redactor.redact("{\"" + text + "\"}")).doesNotContain("PAT-123456", "=77", "=x ");
  }

  @Test
  void itsKeysHoldInStructuredContentToo() throws IOException {
    Redactor redactor = new Redactor(policy(HOSPITAL), Pseudonyms.development());
    var json =
        Json.MAPPER.readTree(
            "{\"patientId\":77,\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"x\"}],\"n\":1}");
    assertThat(redactor.redactJson(json).value().toString())
        .matches(
            "\\{\"patientId\":\"patient_number:dev:[0-9a-f]{16}\",\"env\":\\[\\{\"name\":\"DB_PASSWORD\","
                + "\"value\":\"\\[password]\"}],\"n\":1}");
    assertThat(redactor.pseudonyms("patient_number", "77", null)).hasSize(1);
  }

  @Test
  void itsKeysHoldUnderTheNamesThatApplicationsGive() throws IOException {
    Redactor redactor =
        new Redactor(
            policy(
                """
                name: ids
                extends: standard
                classes:
                  account:
                    action: mask
                    why: "Accounts are persons."
                    keys: [remote_user, correlation_id]
                """),
            Pseudonyms.development());
    Fields fields = new Fields().put(Field.USER_NAME, "jdoe").put(Field.HTTP_REQUEST_ID, "jdoe-1");

    Fields redacted = redactor.redact(new Event(Instant.EPOCH, "x", fields)).fields();

    assertThat(redacted.text(Field.USER_NAME)).isEqualTo("[account]");
    assertThat(redacted.text(Field.HTTP_REQUEST_ID)).isEqualTo("[account]");
  }

  /** Who can write lines in one namespace, and read its events, could test guesses on another's. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "global, shop, bank, true",
        "global, shop, none, true",
        "namespace, shop, shop, true",
        "namespace, shop, bank, false",
        "namespace, shop, none, false",
        "namespace, none, none, true",
      })
  void aPseudonymIsTheSameWithinItsScope(String scope, String one, String other, boolean same)
      throws IOException {
    Redactor redactor =
        new Redactor(
            policy("name: own\nextends: standard\npseudonym_scope: " + scope + "\n"),
            Pseudonyms.development());

    assertThat(mailIn(redactor, one).equals(mailIn(redactor, other))).isEqualTo(same);
    assertThat(mailIn(redactor, one)).hasSameSizeAs("email:dev:0123456789abcdef");
    if (scope.equals("namespace")) {
      assertThat(redactor.pseudonyms("email", "ana@example.org", one))
          .containsExactly(mailIn(redactor, one));
    }
  }

  /** In the message, and in what all events of a pod share. */
  private static String mailIn(Redactor redactor, String namespace) {
    Fields pod =
        new Fields()
            .put(Field.KUBERNETES_NAMESPACE, namespace)
            .put(Field.KUBERNETES_POD_NAME, "ana@example.org");
    Event event = new Event(Instant.EPOCH, "ana@example.org", new Fields(SharedFields.of(pod)));
    Event redacted = redactor.redact(event);
    assertThat(redacted.fields().text(Field.KUBERNETES_POD_NAME)).isEqualTo(redacted.message());
    assertThat(redactor.redact("ana@example.org", namespace)).isEqualTo(redacted.message());
    return redacted.message();
  }

  @Test
  void aPolicyThatSaysNothingOfScopesKeepsVersionAndPseudonyms() throws IOException {
    String name = "name: own\nextends: standard\n";
    assertThat(policy(name + "pseudonym_scope: global\n").version())
        .isEqualTo(policy(name).version())
        .isNotEqualTo(policy(name + "pseudonym_scope: namespace\n").version());
  }

  @Test
  void itsKeysHoldForWhatParsersHaveGivenAnotherName() throws IOException {
    Redactor redactor = new Redactor(policy(HOSPITAL), Pseudonyms.development());
    Fields fields =
        new Fields()
            .put(Field.USER_ID, "C-778812")
            .put(Field.USER_NAME, "zaphod")
            .put(Field.KUBERNETES_POD_NAME, "a-1");

    Fields redacted = redactor.redact(new Event(Instant.EPOCH, "paid", fields)).fields();

    assertThat(redacted.text(Field.USER_ID)).startsWith("member:dev:");
    assertThat(redacted.text(Field.USER_NAME)).startsWith("member:dev:");
    assertThat(redacted.text(Field.KUBERNETES_POD_NAME)).isEqualTo("a-1");
  }

  @Test
  void whatIsKeptCoversNothingThatHasToGo() throws IOException {
    Redactor redactor = new Redactor(policy(HOSPITAL), Pseudonyms.development());
    assertThat(redactor.redact("orderRef=\"no 7 of bob@example.com\""))
        .startsWith("orderRef=\"no 7 of email:dev:");
    assertThat(
            redactor
                .redactJson(Json.MAPPER.readTree("{\"orderRef\":\"4111111111111111\"}"))
                .value())
        .hasToString("{\"orderRef\":\"[payment_card]\"}");
  }

  @Test
  void theVersionDependsOnWhatItSays() throws IOException {
    Policy hospital = policy(HOSPITAL);
    assertThat(hospital.version()).matches("hospital-[0-9a-f]{8}");
    assertThat(policy(HOSPITAL.replace("losung", "parole")).version())
        .isNotEqualTo(hospital.version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          name: a ~classes: {e_mail: mask}                       | policy.yaml:2: 'e_mail' is no class, and neither keys nor patterns say what it is; known are
          name: a ~classes: {email: hide}                        | policy.yaml:2: must be one of keep, mask, mask_last, drop, pseudonym, not 'hide'
          name: a ~classes: {email: mask_last}                   | policy.yaml:2: mask_last is only for ip_address and mac_address
          name: a ~classes: {a_b: {patterns: ['(']}}             | policy.yaml:2: the pattern cannot be used: missing closing )
          name: a ~classes: {a_b: {patterns: ['x*']}}            | policy.yaml:2: the pattern matches where there is nothing
          name: a ~classes: {a_b: {patterns: [x], examples: [y]}}| policy.yaml:2: none of the patterns finds a value in this example
          name: a ~classes: {A-b: {keys: [x]}}                   | policy.yaml:2: 'A-b' is no name for a class: small letters, digits and _
          name: a ~extends: lax                                  | policy.yaml:2: 'lax' is no policy that comes with Weir
          extends: strict                                        | policy.yaml:1: must have a 'name'
          name: a ~action: mask                                  | policy.yaml:2: 'action' is unknown; known are
          name: a ~classes: {email: {act: mask}}                 | policy.yaml:2: 'act' is unknown; known are
          name: a ~classes: {email: {why: x}}                    | policy.yaml:2: must have an 'action'
          name: a ~classes: {a_b: {action: mask}}                | policy.yaml:2: 'a_b' is no class, and neither keys nor patterns say what it is
          name: a ~classes: ~  a_b: ~    keys: [x] ~    action: mask_last | policy.yaml:5: mask_last is only for ip_address and mac_address
          name: a ~pseudonym_scope: pod                          | policy.yaml:2: must be one of global, namespace, not 'pod'
          name: a ~--- ~name: b                                  | policy.yaml: must hold one document
          """)
  void aFaultNamesFileLineAndReason(String yaml, String message) {
    assertThatThrownBy(() -> policy(yaml.replace('~', '\n')))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private Policy policy(String yaml) throws IOException {
    return Policies.load(Files.writeString(dir.resolve("policy.yaml"), yaml));
  }
}
