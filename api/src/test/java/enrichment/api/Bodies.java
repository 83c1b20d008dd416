package enrichment.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.api.http.Json;
import java.util.Collections;

/** Bodies of requests. */
final class Bodies {

  static final String CONTACT =
      """
      {"firstname": "Ada", "lastname": "Lovelace", "domain": "analytical.example",
       "linkedin_url": "https://www.linkedin.com/in/ada-lovelace"}""";

  /** A batch of so many contacts in which nothing is wrong. */
  static String bulk(String type, int contacts) {
    return bulk(type, Collections.nCopies(contacts, CONTACT).toArray(String[]::new));
  }

  static String bulk(String type, String... contacts) {
    return """
        {"enrichment_type": ["%s"], "contacts": [%s]}"""
        .formatted(type, String.join(",", contacts));
  }

  /** A batch of two for {@code email}, with one more member, or another one. */
  static String bulkWith(String member, String json) {
    return with(bulk("email", 2), member, json);
  }

  /** {@link #CONTACT} with one more member, or another one. */
  static String contactWith(String member, String json) {
    return with(CONTACT, member, json);
  }

  static String contactWithout(String... members) {
    var contact = (ObjectNode) tree(CONTACT);
    for (var member : members) {
      contact.remove(member);
    }
    return contact.toString();
  }

  private static String with(String object, String member, String json) {
    var node = (ObjectNode) tree(object);
    node.remove(member);
    return node.toString().replaceFirst("}$", ",\"" + member + "\":") + json + "}";
  }

  private static Object tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Bodies() {}
}
