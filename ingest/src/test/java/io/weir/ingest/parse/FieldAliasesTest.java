package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import org.junit.jupiter.api.Test;

class FieldAliasesTest {
  /** A policy that hides a key must hide it also after a parser has moved it to a field. */
  @Test
  void namesTheKeysWhoseTextBecomesAField() {
    assertThat(FieldAliases.of(Field.USER_NAME)).contains("username", "remote_user");
    assertThat(FieldAliases.of(Field.USER_ID)).contains("user_id", "enduser.id");
    assertThat(FieldAliases.of(Field.WEIR_POLICY_VERSION)).isEmpty();
  }
}
