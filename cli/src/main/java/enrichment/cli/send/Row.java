package enrichment.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.cli.kit.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the input: either a contact, or the reason why it is none.
 *
 * @param line where it starts in the file, from 1
 * @param fields as many as the header has, if it is a contact
 * @param bytes how long the contact is in a request
 */
record Row(
    long line,
    List<String> fields,
    @Nullable ObjectNode contact,
    int bytes,
    @Nullable String rejection) {

  static Row contact(long line, List<String> fields, ObjectNode contact) {
    return new Row(line, fields, contact, Json.bytes(contact).length, null);
  }

  static Row rejected(long line, List<String> fields, String reason) {
    return new Row(line, fields, null, 0, reason);
  }

  boolean isUsable() {
    return contact != null;
  }
}
