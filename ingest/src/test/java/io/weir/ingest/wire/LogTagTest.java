package io.weir.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTagTest {
  private static final String ID =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/containers/cart-7d9f_shop_api-" + ID + ".log",
        "kube.var.log.containers.cart-7d9f_shop_api-" + ID + ".log",
        "cart-7d9f_shop_api-" + ID + ".log",
      })
  void readsPathsAndTags(String name) {
    assertThat(LogTag.parse(name)).isEqualTo(new LogTag("cart-7d9f", "shop", "api", ID));
  }

  /** A pod of a StatefulSet may have dots, a container dashes. */
  @Test
  void readsNamesWithDotsAndDashes() {
    assertThat(LogTag.parse("kube.var.log.containers.db.0.a_my-shop_side-car-1-" + ID + ".log"))
        .isEqualTo(new LogTag("db.0.a", "my-shop", "side-car-1", ID));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ".log",
        "/var/log/syslog",
        "/var/log/containers/cart_shop_api-abc.log",
        "/var/log/containers/cart_shop-" + ID + ".log",
        "/var/log/containers/_shop_api-" + ID + ".log",
        "/var/log/containers/cart_shop_api-" + ID,
        "/var/log/containers/cart_shop_api" + ID + ".log",
      })
  void readsNoOtherName(String name) {
    assertThat(LogTag.parse(name)).isNull();
  }

  @Test
  void addsNothingToAPodThatIsKnown() {
    LogTag tag = new LogTag("cart-1", "shop", "api", ID);
    Fields unknown = new Fields();
    Fields known = new Fields().put(Field.KUBERNETES_POD_NAME, "pay-1");

    tag.addTo(unknown);
    tag.addTo(known);

    assertThat(unknown.text(Field.KUBERNETES_POD_NAME)).isEqualTo("cart-1");
    assertThat(unknown.text(Field.CONTAINER_ID)).isEqualTo(ID);
    assertThat(known).isEqualTo(new Fields().put(Field.KUBERNETES_POD_NAME, "pay-1"));
  }
}
