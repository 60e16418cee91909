package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Falco's {@code fd.name} of a network connection: {@code 10.0.0.1:40000->203.0.113.7:4444}. */
record Connection(String sourceIp, int sourcePort, String destinationIp, int destinationPort) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-fA-F.:]{2,45}):(\\d{1,5})->([0-9a-fA-F.:]{2,45}):(\\d{1,5})");

  static Optional<Connection> parse(String descriptor) {
    Matcher matcher = FORM.matcher(descriptor);
    return matcher.matches()
        ? Optional.of(
            new Connection(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3),
                Integer.parseInt(matcher.group(4))))
        : Optional.empty();
  }

  void addTo(Fields fields) {
    fields.put(Field.SOURCE_IP, sourceIp);
    fields.put(Field.SOURCE_PORT, sourcePort);
    fields.put(Field.DESTINATION_IP, destinationIp);
    fields.put(Field.DESTINATION_PORT, destinationPort);
  }
}
