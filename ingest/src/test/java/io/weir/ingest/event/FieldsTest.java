package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final SharedFields POD =
      SharedFields.of(new Fields().put(Field.KUBERNETES_POD_NAME, "cart-1"));

  @Test
  void keepsWhatIsSetWhereNothingIsPut() {
    Fields fields =
        new Fields(POD)
            .put(Field.USER_NAME, "ana")
            .put(Field.EVENT_CREATED, Instant.EPOCH)
            .put(Field.USER_ROLES, List.of("reader"));

    fields
        .put(Field.KUBERNETES_POD_NAME, (String) null)
        .put(Field.USER_NAME, "")
        .put(Field.EVENT_CREATED, (Instant) null)
        .put(Field.USER_ROLES, List.of())
        .put(Field.WEIR_FIELDS, (ObjectNode) null)
        .copy(Field.USER_NAME, null);

    assertThat(fields.text(Field.KUBERNETES_POD_NAME)).isEqualTo("cart-1");
    assertThat(fields.text(Field.USER_NAME)).isEqualTo("ana");
    assertThat(fields.get(Field.EVENT_CREATED)).isEqualTo(Instant.EPOCH);
    assertThat(fields.get(Field.USER_ROLES)).isEqualTo(List.of("reader"));
    assertThat(fields.has(Field.WEIR_FIELDS)).isFalse();
  }

  @Test
  void erasesWhatIsRemovedAlsoIfItIsShared() {
    Fields fields = new Fields(POD).remove(Field.KUBERNETES_POD_NAME);

    assertThat(fields.has(Field.KUBERNETES_POD_NAME)).isFalse();
    assertThat(fields.copy().has(Field.KUBERNETES_POD_NAME)).isFalse();
  }

  @Test
  void seesSharedFieldsWhereNothingIsSet() {
    Fields fields = new Fields().put(Field.USER_NAME, "ana").setBase(POD);

    assertThat(fields.text(Field.USER_NAME)).isEqualTo("ana");
    assertThat(fields.text(Field.KUBERNETES_POD_NAME)).isEqualTo("cart-1");
  }

  @Test
  void copiesAreIndependent() {
    Fields fields = new Fields(POD).put(Field.USER_NAME, "ana");

    fields.copy().put(Field.USER_NAME, "eve").remove(Field.KUBERNETES_POD_NAME);

    assertThat(fields).isEqualTo(new Fields(POD).put(Field.USER_NAME, "ana"));
  }

  @Test
  void remembersWhatAnOwnerMakesOfSharedFieldsByItsType() {
    SharedFields shared = SharedFields.of(new Fields());
    Object owner = new Object();
    Object first = shared.memoize(owner, Object.class, Object::new);

    assertThat(shared.memoize(owner, Object.class, Object::new)).isSameAs(first);
    assertThat(shared.memoize(owner, String.class, () -> "key")).isEqualTo("key");
    assertThat(shared.memoize(new Object(), Object.class, Object::new)).isNotSameAs(first);
  }
}
