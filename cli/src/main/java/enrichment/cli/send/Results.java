package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.RefusedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what came of an enrichment. */
final class Results {

  private final ApiClient api;

  Results(ApiClient api) {
    this.api = api;
  }

  /** The contacts by their position; empty when they were erased or purged since. */
  Map<Integer, JsonNode> of(String enrichmentId) {
    var contacts = new HashMap<Integer, JsonNode>();
    String cursor = null;
    do {
      var query = new LinkedHashMap<String, @Nullable String>();
      query.put("limit", "100");
      query.put("cursor", cursor);
      JsonNode page;
      try {
        page =
            api.send(
                ApiRequest.get(
                    "/enrichments/%s/contacts%s"
                        .formatted(Paging.encoded(enrichmentId), Paging.query(query))));
      } catch (RefusedException e) {
        if (e.problem().status() == 410) {
          return Map.of();
        }
        throw e;
      }
      for (var contact : page.path("contacts")) {
        if (contacts.put(contact.path("position").intValue(), contact) != null) {
          throw CliException.failed(
              "The server lists a contact of %s twice.".formatted(enrichmentId));
        }
      }
      cursor = page.path("next_cursor").textValue();
    } while (cursor != null);
    return contacts;
  }
}
