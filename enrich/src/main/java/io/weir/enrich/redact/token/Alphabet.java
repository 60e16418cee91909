package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;

/** The characters that a part of a token can have, by the names in {@code token-formats.txt}. */
enum Alphabet {
  DIGIT(CharSet.DIGITS),
  HEX(CharSet.HEX),
  UPPER(CharSet.UPPER.or(CharSet.DIGITS)),
  ALNUM(CharSet.ALPHANUMERIC),
  UUID(CharSet.HEX.or(CharSet.of("-"))),
  WORD(CharSet.ALPHANUMERIC.or(CharSet.of("-_"))),
  DOTTED(CharSet.ALPHANUMERIC.or(CharSet.of("-_."))),
  SEALED(CharSet.ALPHANUMERIC.or(CharSet.of("$"))),
  BASE64(CharSet.BASE64.or(CharSet.of("."))),
  KEY(CharSet.BASE64),
  PATH(CharSet.ALPHANUMERIC.or(CharSet.of("/_-@"))),
  GAP(CharSet.of(":, /\t|"));

  @SuppressWarnings("ImmutableEnumChecker") // A CharSet is immutable.
  private final CharSet characters;

  Alphabet(CharSet characters) {
    this.characters = characters;
  }

  CharSet characters() {
    return characters;
  }
}
