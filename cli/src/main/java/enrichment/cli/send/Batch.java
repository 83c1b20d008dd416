package enrichment.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.cli.kit.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of one request. The same file and options make the same bytes again, which the
 * server recognises by the request's idempotency key.
 *
 * @param number from 0
 * @param rows usable ones
 */
record Batch(int number, List<Row> rows) {

  String lines() {
    return rows.size() == 1
        ? "line " + rows.getFirst().line()
        : "lines %d to %d".formatted(rows.getFirst().line(), rows.getLast().line());
  }

  /** Where one contact is sent, or several. */
  static String path(int contacts) {
    return contacts == 1 ? "/contacts/single_enrich" : "/contacts/bulk_enrich";
  }

  /**
   * @param rows of this batch
   * @param maxCredits what the request may cost at most
   */
  static byte[] body(List<Row> rows, SendOptions options, @Nullable Long maxCredits) {
    var body = Json.object();
    body.putArray("enrichment_type").add(options.type().wireName());
    if (options.webhookUrl() != null) {
      body.put("webhook_url", options.webhookUrl());
    }
    if (!options.countries().isEmpty()) {
      options.countries().forEach(body.putArray("phone_country_codes")::add);
    }
    if (maxCredits != null) {
      body.put("max_credits", maxCredits);
    }
    if (rows.size() == 1) {
      body.setAll(contact(rows.getFirst()));
    } else {
      var contacts = body.putArray("contacts");
      rows.forEach(row -> contacts.add(contact(row)));
    }
    return Json.bytes(body);
  }

  private static ObjectNode contact(Row row) {
    return Objects.requireNonNull(row.contact());
  }
}
