package enrichment.store.contacts;

import enrichment.domain.ContactKey;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/** Many contacts in one statement: {@code unnest(:enrichmentIds, :positions)}. */
public final class ContactKeys {

  public static <S extends SqlStatement<S>> S bind(List<ContactKey> contacts, S statement) {
    return statement
        .bindArray(
            "enrichmentIds", UUID.class, contacts.stream().map(ContactKey::enrichmentId).toList())
        .bindArray(
            "positions", Integer.class, contacts.stream().map(ContactKey::position).toList());
  }

  private ContactKeys() {}
}
