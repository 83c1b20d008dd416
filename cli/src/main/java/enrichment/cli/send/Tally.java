package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of contacts, and what it cost. */
record Tally(long found, long notFound, long failed, long cancelled, long charged) {

  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  /**
   * @param enrichment as {@code GET /enrichments/{id}} answers
   */
  static Tally of(JsonNode enrichment) {
    var contacts = enrichment.path("contacts");
    return new Tally(
        contacts.path("found").longValue(),
        contacts.path("not_found").longValue(),
        contacts.path("failed").longValue(),
        contacts.path("cancelled").longValue(),
        enrichment.path("credits").path("charged").longValue());
  }

  Tally plus(Tally other) {
    return new Tally(
        found + other.found,
        notFound + other.notFound,
        failed + other.failed,
        cancelled + other.cancelled,
        charged + other.charged);
  }

  long contacts() {
    return found + notFound + failed + cancelled;
  }
}
