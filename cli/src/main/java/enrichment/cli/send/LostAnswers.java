package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Paging;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a batch was taken on of which no answer has come, when that is so long ago that
 * the server may have forgotten its idempotency key: sending it again could then enrich it twice.
 */
final class LostAnswers {

  /** The server keeps keys for 24 hours at least; the rest is for clocks that differ. */
  private static final Duration KEYS_ARE_KEPT = Duration.ofHours(20);

  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final ApiClient api;
  private final EnrichmentType type;
  private final Journal journal;

  LostAnswers(ApiClient api, EnrichmentType type, Journal journal) {
    this.api = api;
    this.type = type;
    this.journal = journal;
  }

  static boolean isTooOld(Instant sentAt, Instant now) {
    return sentAt.plus(KEYS_ARE_KEPT).isBefore(now);
  }

  /**
   * The enrichment that has these very contacts, among those since then.
   *
   * @param rows what was sent
   */
  Optional<String> find(List<Row> rows, Instant sentAt) {
    var earliest = sentAt.minus(CLOCKS_DIFFER);
    String cursor = null;
    do {
      var query = new LinkedHashMap<String, @Nullable String>();
      query.put("type", type.wireName());
      query.put("limit", "100");
      query.put("cursor", cursor);
      var page = api.send(ApiRequest.get("/enrichments" + Paging.query(query)));
      for (var enrichment : page.path("enrichments")) {
        if (createdAt(enrichment).isBefore(earliest)) {
          return Optional.empty();
        }
        var id = enrichment.path("enrichment_id").asText();
        if (enrichment.path("contacts").path("total").intValue() == rows.size()
            && !journal.isAdopted(id)
            && hasVeryContacts(id, rows)) {
          return Optional.of(id);
        }
      }
      cursor = page.path("next_cursor").textValue();
    } while (cursor != null);
    return Optional.empty();
  }

  private static Instant createdAt(JsonNode enrichment) {
    try {
      return Instant.parse(enrichment.path("created_at").asText());
    } catch (DateTimeParseException e) {
      return Instant.MAX;
    }
  }

  private boolean hasVeryContacts(String id, List<Row> rows) {
    var contacts = new Results(api).of(id);
    for (var i = 0; i < rows.size(); i++) {
      var contact = contacts.get(i);
      var sent = Objects.requireNonNull(rows.get(i).contact());
      if (contact == null
          || !contact.path("first_name").equals(sent.path(Field.FIRST_NAME.member()))
          || !contact.path("last_name").equals(sent.path(Field.LAST_NAME.member()))
          || !orNull(contact.path("custom")).equals(orNull(sent.path("custom")))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isMissingNode() ? NullNode.getInstance() : node;
  }
}
