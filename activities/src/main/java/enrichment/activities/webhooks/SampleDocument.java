package enrichment.activities.webhooks;

import enrichment.domain.ContactDocument;
import java.util.List;
import java.util.UUID;

/** What a sample message is about: nobody. */
final class SampleDocument {

  static final ContactDocument CONTACT =
      new ContactDocument(
          new UUID(0, 0),
          new UUID(0, 0),
          0,
          "Ada",
          "Lovelace",
          "finished",
          "ada@analytical.example",
          "deliverable",
          null,
          "N/A",
          List.of(),
          "{\"sample\":true}",
          "sample",
          0,
          false,
          false);

  private SampleDocument() {}
}
