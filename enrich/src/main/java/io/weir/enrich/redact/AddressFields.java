package io.weir.enrich.redact;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Map;

/** Keeps fields of addresses such that a store takes them: nothing but addresses in them. */
final class AddressFields {
  /** Where a pseudonym can be, which is no address: ECS has names of hosts there as well. */
  private static final Map<Field, Field> ADDRESS_OF =
      Map.of(
          Field.SOURCE_IP, Field.SOURCE_ADDRESS,
          Field.DESTINATION_IP, Field.DESTINATION_ADDRESS);

  private AddressFields() {}

  /** False of a text in a field of addresses that is none, and that no other field takes. */
  static boolean takes(Field field, String redacted) {
    return field.type() != Field.Type.IP || ADDRESS_OF.containsKey(field) || isAddress(redacted);
  }

  /** Moves pseudonyms to the fields that may have them. */
  static void movePseudonyms(Fields redacted) {
    ADDRESS_OF.forEach((ip, address) -> movePseudonym(ip, address, redacted));
  }

  private static void movePseudonym(Field ip, Field address, Fields redacted) {
    String text = redacted.text(ip);
    if (text != null && !isAddress(text)) {
      redacted.remove(ip);
      if (!redacted.has(address)) {
        redacted.put(address, text);
      }
    }
  }

  private static boolean isAddress(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }
}
