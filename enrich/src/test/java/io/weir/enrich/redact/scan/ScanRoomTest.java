package io.weir.enrich.redact.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What detectors look at texts with. */
class ScanRoomTest {
  private static String spans(Scan scan) {
    return scan.isClean()
        ? ""
        : scan.spans().merged().stream()
            .map(span -> span.start() + "-" + span.end() + ":" + span.type().label())
            .collect(Collectors.joining(" "));
  }

  /** Each as start, end and class, in the order in which detectors found them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 5 email                           | 3-5:email",
        "7 9 email, 3 5 jwt                  | 3-5:jwt 7-9:email",
        "3 5 email, 5 7 jwt                  | 3-5:email 5-7:jwt",
        // Overlapping ones are one, of the class of the longest.
        "3 5 email, 4 9 jwt                  | 3-9:jwt",
        "3 8 email, 7 9 jwt                  | 3-9:email",
        "3 9 email, 4 6 jwt                  | 3-9:email",
        "4 6 jwt, 3 9 email                  | 3-9:email",
        "1 3 email, 2 5 jwt, 4 9 iban        | 1-9:iban",
        // Of two in the same place the one that was found by its form says more.
        "3 9 password, 3 9 jwt               | 3-9:jwt",
        "3 9 jwt, 3 9 secret                 | 3-9:jwt",
        "3 3 email, 5 4 jwt                  | ''",
        // What the policy keeps covers nothing.
        "3 9 phone, 4 6 jwt                  | 4-6:jwt",
      })
  void spansAreInOrderAndDoNotOverlap(String found, String merged) {
    Scan scan = new Scan("0123456789", Set.of(SensitiveClass.PHONE));
    for (String span : found.split(", ", -1)) {
      String[] parts = span.split(" ", -1);
      scan.hide(
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          SensitiveClass.known(parts[2]).orElseThrow());
    }

    assertThat(spans(scan)).isEqualTo(merged);
  }

  /** A long text with many values would take a time that grows with its square. */
  @Test
  void theTextOfAReadingIsAskedForOnce() {
    int[] asked = {0};
    TextView view =
        new TextView() {
          @Override
          public String text() {
            asked[0]++;
            return "0123456789";
          }

          @Override
          public int origin(int at) {
            return at;
          }
        };
    Scan inView = new Scan("0123456789", Set.of());
    inView.hide(1, 3, SensitiveClass.EMAIL);
    inView.hide(4, 6, SensitiveClass.EMAIL);
    Scan scan = new Scan("0123456789", Set.of());
    scan.hideAll(inView, view);

    assertThat(asked[0]).isEqualTo(1);
    assertThat(spans(scan)).isEqualTo("1-3:email 4-6:email");
  }

  @Test
  void whatWasFoundInAViewIsHiddenWhereItCameFrom() {
    DecodedView view = DecodedView.of("a=%41%42c");
    Scan inView = new Scan(view.text(), Set.of());
    inView.hide(2, 4, SensitiveClass.SECRET);
    Scan scan = new Scan("a=%41%42c", Set.of());

    scan.hideAll(inView, view);

    assertThat(spans(scan)).isEqualTo("2-8:secret");
    assertThat(scan.spans().merged().get(0).plain()).isEqualTo("AB");
    scan.hideAll(new Scan(view.text(), Set.of()), view);
    assertThat(scan.spans().merged()).hasSize(1);
  }

  @Test
  void outsideOfATextThereIsNothing() {
    Scan scan = new Scan("ab1 c", Set.of());

    assertThat(scan.at(-1)).isEqualTo('\0');
    assertThat(scan.at(5)).isEqualTo('\0');
    assertThat(scan.startsWith("c", 7)).isFalse();
    assertThat(scan.startsWith("a", -1)).isFalse();
    assertThat(scan.startsWithIgnoringCase("AB1", 0)).isTrue();
    assertThat(scan.slot(5)).isEqualTo(CharSet.EDGE);
    assertThat(scan.skip(0, CharSet.ANY)).isEqualTo(5);
    assertThat(scan.skip(0, 2, CharSet.ALPHANUMERIC)).isEqualTo(2);
    assertThat(scan.skip(0, 99, CharSet.LETTERS)).isEqualTo(2);
    assertThat(scan.skipBack(3, -9, CharSet.ALPHANUMERIC)).isZero();
    assertThat(scan.skipBack(3, 2, CharSet.ALPHANUMERIC)).isEqualTo(2);
    assertThat(scan.startsWord(0) && scan.endsWord(5) && scan.endsWord(3)).isTrue();
    assertThat(scan.startsWord(1) || scan.endsWord(2)).isFalse();
  }

  @Test
  void eachDetectorHasAMarkOfItsOwn() {
    Scan scan = new Scan("abc", Set.of());
    Detector one = new EncodingDetector();
    Detector other = new EncodingDetector();
    assertThat(scan.isScanned(one, 0)).isFalse();

    scan.markScanned(one, 2);

    assertThat(scan.isScanned(one, 1)).isTrue();
    assertThat(scan.isScanned(one, 2)).isFalse();
    assertThat(scan.scannedTo(other)).isZero();
  }

  @Test
  void aSetHasAllCharactersBeyondAsciiOrNone() {
    CharSet foreign = CharSet.of("aé");

    assertThat(foreign.has('ü')).isTrue();
    assertThat(foreign.has('b')).isFalse();
    assertThat(CharSet.of("a").has('é')).isFalse();
    assertThat(CharSet.NO_WORD.has('é')).isTrue();
    assertThat(CharSet.EDGES.hasSlot(CharSet.EDGE)).isTrue();
    assertThat(CharSet.DIGITS.not().hasSlot(CharSet.EDGE)).isTrue();
    assertThat(CharSet.DIGITS.hasSlot(CharSet.EDGE)).isFalse();
  }

  @Test
  void setsAreJoinedAndCutAsSetsAre() {
    assertThat(CharSet.HEX.and(CharSet.LETTERS)).isEqualTo(CharSet.of("abcdefABCDEF"));
    assertThat(CharSet.UPPER.or(CharSet.UPPER.not())).isEqualTo(CharSet.ANY);
    assertThat(CharSet.UPPER.and(CharSet.DIGITS)).isEqualTo(CharSet.none());
    assertThat(CharSet.HEX.not().not()).isEqualTo(CharSet.HEX).hasSameHashCodeAs(CharSet.HEX);
  }

  /** The place is that of the sign {@code ^}, which is not in the text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nhs ^943                              | true",
        "NHS number: ^943                      | true",
        "patientNhsNumber=^943                 | true",
        "nhs_number=\"^943                     | true",
        "nhs is one two three ^943             | true",
        "nhs is one two three four ^943        | false",
        "nhs                                            ^943 | false",
        "unhs ^943                             | false",
        "nhsx ^943                             | false",
        "nh s ^943                             | false",
        "943^ nhs                              | false",
        "løbenummer ^943                       | true",
        "LØBENUMMER ^943                       | true",
        "xløbenummer ^943                      | false",
        "^943                                  | false",
      })
  void aWordIsFoundAmongTheLastFive(String text, boolean expected) {
    Keywords words = Keywords.of("nhs", "løbenummer", "patientno");

    assertThat(words.precede(text.replace("^", ""), text.indexOf('^'))).isEqualTo(expected);
    assertThat(Keywords.NONE.precede(text.replace("^", ""), text.indexOf('^'))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5^ eur       | true",
        "5^ (EUR)     | true",
        "5^eur        | true",
        "5^ euros     | false",
        "5^   eur     | false",
        "5^ in eur    | false",
        "5^           | false",
      })
  void aWordIsFoundRightAfter(String text, boolean expected) {
    assertThat(Keywords.of("eur").follow(text.replace("^", ""), text.indexOf('^')))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // What generators of secrets make.
    "9f86d081884c7d659a2feaa0c55ad015, true",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, true",
    "sk.9f86d081884c7d659a2f, true",
    "a1B2c3D4e5F6g7H8, true",
    // What people write.
    "checkout-api-6c9d7b8f5d-mz4tk, false",
    "54f56f9a-353f-f142-6ea5-8c8273d73c96, false",
    "ThisIsALongNameOfSomething, false",
    "12345678901234567890, false",
    "aaaaaaaaaaaaaaaaaaaaa1, false",
    "abababababababab1212121212, false",
    "a1B2c3D4e5F6g7H, false",
    "reports/2026/11a1b2c3d4/summary.csv, false",
    "two words 9f86d081884c7d659a2f, false",
    "'', false",
  })
  void tellsWhatAGeneratorMadeFromWhatPeopleWrite(String value, boolean random) {
    assertThat(Entropy.isRandom(value)).isEqualTo(random);
  }

  private static List<String> decoded(String text) {
    List<String> all = new ArrayList<>();
    Base64Text.each(
        text, (start, end, plain) -> all.add(text.substring(start, end) + "=>" + plain));
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:password=hunter2",
        "{\"a\":\"b\",\"n\":1234}",
        "twelve: zwölf Zeichen und mehr, süß?",
        "größe=1 password=hunter2",
        "密码：Xk29fjw und mehr",
        "\uD83D\uDE00 and more than that",
        "line one\nline two\ttabbed\r\n",
        "exactly 12 c"
      })
  void findsTextInEitherAlphabetPaddedOrNot(String plain) {
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder :
        List.of(
            Base64.getEncoder(),
            Base64.getEncoder().withoutPadding(),
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding())) {
      String encoded = encoder.encodeToString(bytes);
      for (String frame : List.of("%s", "data %s, x", "key=%s", "/%s", "\"%s\"")) {
        assertThat(decoded(frame.formatted(encoded))).containsExactly(encoded + "=>" + plain);
      }
    }
  }

  @Test
  void findsEachOfSeveralTexts() {
    String one =
        Base64.getEncoder().encodeToString("the first of two".getBytes(StandardCharsets.UTF_8));
    String two =
        Base64.getEncoder().encodeToString("and the second one".getBytes(StandardCharsets.UTF_8));

    assertThat(decoded("x " + one + " y " + two))
        .containsExactly(one + "=>the first of two", two + "=>and the second one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aGVsbG8gd29y",
        "the quick brown fox jumps over",
        "/api/v1/namespaces/default/pods/checkout",
        "9f86d081884c7d659a2feaa0c55ad015",
        "================================",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // Bytes beyond ASCII that are no characters.
        "w8PDw8PDw8PDw8PDw8PDwyEh",
        "gICAgICAgICAgICAgICAgCEh",
        // Begins as a text and goes on as something else.
        "aGVsbG8gd29ybGQg/////////////w=="
      })
  void takesNothingElseForText(String text) {
    assertThat(decoded(text)).isEmpty();
  }
}
