package io.weir.ingest.parse.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
  private static final TimeContext CONTEXT = TimeContext.utc(Instant.parse("2026-11-23T02:00:00Z"));

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal("<"),
          Columns.time(Times::iso),
          Columns.literal("> "),
          Columns.level(" ", Levels::named),
          Columns.oneOf("MS"),
          Columns.number(Field.PROCESS_PID),
          Columns.blanks(),
          Columns.word("::"),
          Columns.optional(
              Columns.literal(" ("),
              Columns.ahead("user"),
              Columns.until("=", Field.EVENT_CODE),
              Columns.until(")", Field.USER_NAME)),
          Columns.until("- "));

  @Test
  void readsEachColumnWhereTheOneBeforeEnds() {
    Cursor cursor =
        new Cursor("<2026-11-23T01:00:00Z> WARN M42  shop::cart (user=ana) x - low stock");

    Columns.Match match = COLUMNS.read(cursor, CONTEXT);

    assertThat(match.time()).isEqualTo(Instant.parse("2026-11-23T01:00:00Z"));
    assertThat(match.fields())
        .isEqualTo(
            new Fields()
                .put(Field.LOG_LEVEL, "warn")
                .put(Field.PROCESS_PID, 42)
                .put(Field.EVENT_CODE, "user")
                .put(Field.USER_NAME, "ana"));
    assertThat(cursor.rest()).isEqualTo("low stock");
  }

  @Test
  void goesBackWhereOptionalColumnsAreNotAllThere() {
    Cursor cursor = new Cursor("<2026-11-23T01:00:00Z> WARN S7 a::b (app=x) - text");

    Columns.Match match = COLUMNS.read(cursor, CONTEXT);

    assertThat(match.fields().has(Field.USER_NAME)).isFalse();
    assertThat(cursor.rest()).isEqualTo("text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23T01:00:00Z",
        "<2026-13-23T01:00:00Z> WARN M42 a::b - x",
        "<2026-11-23T01:00:00Z> LOUD M42 a::b - x",
        "<2026-11-23T01:00:00Z> WARN X42 a::b - x",
        "<2026-11-23T01:00:00Z> WARN Mx a::b - x",
        "<2026-11-23T01:00:00Z> WARN M42a::b - x",
        "<2026-11-23T01:00:00Z> WARN M42 a.b - x",
        "<2026-11-23T01:00:00Z> WARN M42 a::b x",
        "<2026-11-23T01:00:00Z> WARN",
      })
  void isNoneOfItsLinesIfAColumnIsMissing(String text) {
    assertThat(COLUMNS.read(new Cursor(text), CONTEXT)).isNull();
  }

  @Test
  void takesAWordThatIsNoLevelInThePlaceOfOne() {
    Columns any = Columns.of(Columns.level(" ", word -> word.equals("ANY") ? "" : null));

    assertThat(any.read(new Cursor("ANY x"), CONTEXT).fields().has(Field.LOG_LEVEL)).isFalse();
    assertThat(any.read(new Cursor("ALL x"), CONTEXT)).isNull();
  }
}
