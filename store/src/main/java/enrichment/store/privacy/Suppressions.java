package enrichment.store.privacy;

import enrichment.domain.ContactKey;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.contacts.ContactKeys;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.Lookups;
import enrichment.store.people.KnownPerson;
import enrichment.store.people.SuppressedIdentities;
import enrichment.store.sql.Database;
import enrichment.store.sql.Deadlocks;
import enrichment.store.sql.Ids;
import enrichment.store.sql.IndexesAlone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Who is not looked up: by one account, or by none. All that is kept of them are keyed hashes: of
 * what they were named by, and of whatever else was known of them then, so that one who was named
 * by an email is recognised by a LinkedIn profile too.
 */
public final class Suppressions {

  private static final String COLUMNS = "suppression_id, identifier, created_at";

  /** All who are recognised are read, lest the first that is open be looked for row by row. */
  static final String OPEN =
      """
      with known as materialized (
        select c.enrichment_id from contact c
        where c.identities && :identities and c.outcome is null and c.erased_at is null)
      select exists (
        select from known c
        where cast(:accountId as uuid) is null or :accountId = (
          select e.account_id from enrichment e where e.enrichment_id = c.enrichment_id))
      """;

  private final Jdbi jdbi;
  private final ContactIdentities identities;

  public Suppressions(Database database) {
    this.jdbi = database.jdbi();
    this.identities = new ContactIdentities(database);
  }

  /**
   * @param isNew whether it was not there before
   * @param callsMayBegin whether such contacts were being looked up: a call about them that was
   *     permitted just before begins within {@link Lookups#TIME_TO_CALL} of this
   */
  public record Added(Suppression suppression, boolean isNew, boolean callsMayBegin) {}

  /**
   * Suppresses a person. Contacts that are being looked up end at once; whatever is found of them
   * later is dropped. No lookup of them is written down as begun once this has returned. Of a
   * mailbox that is no one person's, it is that mailbox alone which nobody is told any more.
   *
   * @param accountId for whom; null: for everybody
   */
  public Added add(@Nullable UUID accountId, PersonIdentifier identifier) {
    identities.complete();
    var stopped = new HashSet<String>();
    var added =
        Deadlocks.retry(
            () -> jdbi.inTransaction(handle -> add(handle, accountId, identifier, stopped)));
    return added.callsMayBegin()
        ? added
        : new Added(added.suppression(), added.isNew(), anyOpen(accountId, stopped));
  }

  /**
   * @param hashes what suppressed people are recognised by is added here
   */
  private static Added add(
      Handle handle, @Nullable UUID accountId, PersonIdentifier identifier, Set<String> hashes) {
    var isNew = insert(handle, accountId, identifier);
    var suppression =
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + """
                     from suppression
                    where identity = :identity and account_id = :accountId
                    union all
                    """
                    // An index serves each of them, and not "is not distinct from".
                    + "select "
                    + COLUMNS
                    + """
                     from suppression
                    where identity = :identity and account_id is null
                      and cast(:accountId as uuid) is null
                    """)
            .bind("identity", IdentityHashes.of(handle, identifier))
            .bind("accountId", accountId)
            .map(Suppressions::suppression)
            .one();
    var anyOpen = false;
    for (var person : KnownPerson.find(handle, accountId, identifier)) {
      SuppressedIdentities.recognise(handle, suppression.suppressionId(), person);
      hashes.addAll(person.toSuppress());
      var open = person.isMailbox() ? List.<ContactKey>of() : openAmong(handle, person.contacts());
      open.forEach(contact -> Settlements.end(handle, contact, Settlements.Result.SUPPRESSED));
      anyOpen = anyOpen || !open.isEmpty();
    }
    return new Added(suppression, isNew, anyOpen);
  }

  /** Those that came while the suppression was being written, too. */
  private boolean anyOpen(@Nullable UUID accountId, Set<String> hashes) {
    return jdbi.inTransaction(
        handle -> {
          IndexesAlone.forTransaction(handle);
          return handle
              .createQuery(OPEN)
              .bind("identities", IdentityHashes.ofHex(hashes))
              .bind("accountId", accountId)
              .mapTo(boolean.class)
              .one();
        });
  }

  private static boolean insert(
      Handle handle, @Nullable UUID accountId, PersonIdentifier identifier) {
    return handle
            .createUpdate(
                """
                insert into suppression (suppression_id, account_id, identifier, identity)
                values (:id, :accountId, :identifier, :identity)
                on conflict do nothing
                """)
            .bind("id", Ids.next())
            .bind("accountId", accountId)
            .bind("identifier", identifier.kind().wireName())
            .bind("identity", IdentityHashes.of(handle, identifier))
            .execute()
        == 1;
  }

  private static List<ContactKey> openAmong(Handle handle, List<ContactKey> contacts) {
    return ContactKeys.bind(
            contacts,
            handle.createQuery(
                """
                select enrichment_id, position
                from contact join unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                  using (enrichment_id, position)
                where outcome is null
                order by enrichment_id, position
                """))
        .map((row, context) -> ContactIdentities.keyOf(row))
        .list();
  }

  /**
   * Of an account, the newest first.
   *
   * @param after those after this one; null: from the first
   */
  public List<Suppression> list(UUID accountId, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from suppression where account_id = :accountId "
                        // A plan for both would read all that is newer than the page.
                        + (after == null ? "" : "and suppression_id < :after ")
                        + "order by suppression_id desc limit :limit")
                .bind("accountId", accountId)
                .bind("after", after)
                .bind("limit", limit)
                .map(Suppressions::suppression)
                .list());
  }

  /**
   * Whoever is suppressed by nothing else is looked up again.
   *
   * @return false when the account has no such suppression
   */
  public boolean remove(UUID accountId, UUID suppressionId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        delete from suppression
                        where suppression_id = :id and account_id = :accountId
                        """)
                    .bind("id", suppressionId)
                    .bind("accountId", accountId)
                    .execute()
                == 1);
  }

  private static Suppression suppression(ResultSet row, StatementContext context)
      throws SQLException {
    return new Suppression(
        row.getObject("suppression_id", UUID.class),
        PersonIdentifier.Kind.ofWireName(row.getString("identifier")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
