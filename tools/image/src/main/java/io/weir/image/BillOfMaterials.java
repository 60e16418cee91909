package io.weir.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CycloneDX list of what is in the image. Maven knows the jars; the Java runtime and the C
 * library are added here.
 */
final class BillOfMaterials {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BillOfMaterials() {}

  /**
   * Adds components to the list, which must have some.
   *
   * @param components lines of type, name, version and package URL (purl), divided by tabs
   */
  static void add(Path bill, Path components) throws IOException {
    ObjectNode document = (ObjectNode) JSON.readTree(bill.toFile());
    for (String line : Files.readAllLines(components)) {
      String[] column = line.split("\t", -1);
      document
          .withArray("components")
          .addObject()
          .put("type", column[0])
          .put("bom-ref", column[3])
          .put("name", column[1])
          .put("version", column[2])
          .put("purl", column[3]);
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(bill.toFile(), document);
  }
}
