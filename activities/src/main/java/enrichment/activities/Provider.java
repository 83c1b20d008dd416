package enrichment.activities;

import enrichment.domain.EnrichmentType;
import enrichment.store.ContactToLookUp;
import enrichment.store.Findings;
import java.time.Duration;
import java.util.Optional;

/** A source of contact data. */
public interface Provider {

  /** Its name in configuration, plans, results and the trace. */
  String name();

  boolean answers(EnrichmentType type);

  /** The longest that one call of {@link #lookUp} may take. It must keep to that itself. */
  Duration timeout();

  /** After how many failed calls in a row the next provider is asked about a contact. */
  int attempts();

  /**
   * Asks for the data of the contact's enrichment type, and of no other.
   *
   * @return empty when it has none
   * @throws ProviderException when it gives no answer
   */
  Optional<Findings> lookUp(ContactToLookUp contact) throws ProviderException;
}
