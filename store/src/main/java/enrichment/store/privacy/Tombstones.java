package enrichment.store.privacy;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.contacts.ContactKeys;
import enrichment.store.enrichments.Settlements;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes everything out of contacts that says whose they are or what was found. What is left is that
 * there was one, how it ended and what it cost.
 */
final class Tombstones {

  private static final String OF_THESE =
      """
      join unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
        using (enrichment_id, position)
      """;

  /**
   * @param contacts those that were not empty before
   * @param open whether any of them had yet to end
   * @param deliveries how many messages were about them
   */
  record Buried(Set<ContactKey> contacts, boolean open, int deliveries) {

    static final Buried NOTHING = new Buried(Set.of(), false, 0);

    Buried and(Buried other) {
      return new Buried(
          Stream.concat(contacts.stream(), other.contacts.stream()).collect(Collectors.toSet()),
          open || other.open,
          deliveries + other.deliveries);
    }
  }

  /** A statement over more of them would take seconds. */
  private static final int CHUNK = 1_000;

  /** Contacts that are still open end as cancelled, and their messages are not sent any more. */
  static Buried bury(Handle handle, List<ContactKey> contacts) {
    var buried = Buried.NOTHING;
    for (var start = 0; start < contacts.size(); start += CHUNK) {
      var chunk = contacts.subList(start, Math.min(start + CHUNK, contacts.size()));
      buried = buried.and(buryChunk(handle, chunk));
    }
    return buried;
  }

  private static Buried buryChunk(Handle handle, List<ContactKey> contacts) {
    lock(handle, contacts);
    var emptied = emptyContacts(handle, contacts);
    emptied.stream()
        .filter(Emptied::open)
        .forEach(
            contact ->
                Settlements.settle(
                    handle,
                    contact.contact(),
                    Settlements.Result.without(ContactOutcome.CANCELLED)));
    forgetLookups(handle, contacts);
    var deliveries = endDeliveries(handle, contacts);
    forgetUrls(handle, contacts);
    return new Buried(
        emptied.stream().map(Emptied::contact).collect(Collectors.toSet()),
        emptied.stream().anyMatch(Emptied::open),
        deliveries);
  }

  /**
   * Whatever writes about a contact either has written before, and is seen, or sees what is done
   * here. Lookups come first, as in all that settles.
   */
  private static void lock(Handle handle, List<ContactKey> contacts) {
    for (var table : List.of("lookup", "contact")) {
      ContactKeys.bind(
              contacts,
              handle.createQuery(
                  "select 1 from %s t %s order by enrichment_id, position for update of t"
                      .formatted(table, OF_THESE)))
          .mapTo(Integer.class)
          .list();
    }
  }

  /**
   * @param open whether it has yet to end
   */
  private record Emptied(ContactKey contact, boolean open) {}

  private static List<Emptied> emptyContacts(Handle handle, List<ContactKey> contacts) {
    return ContactKeys.bind(
            contacts,
            handle.createQuery(
                """
                update contact c
                set erased_at = now(), first_name = '', last_name = '', domain = null,
                    company_name = null, linkedin_url = null, custom = null, person_key = null,
                    identities = null, resolved_domain = null, email = null,
                    email_status = 'N/A', personal_email = null, personal_email_status = 'N/A',
                    phones = '{}', line_types = '{}', provider = null
                from unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                where c.enrichment_id = k.enrichment_id and c.position = k.position
                  and c.erased_at is null
                returning c.enrichment_id, c.position, c.outcome is null as open
                """))
        .map((row, context) -> new Emptied(ContactIdentities.keyOf(row), row.getBoolean("open")))
        .list();
  }

  /** The URL of one person's webhook may say who that is. */
  private static void forgetUrls(Handle handle, List<ContactKey> contacts) {
    handle
        .createUpdate(
            """
            update enrichment e set webhook_url = null
            where e.enrichment_id = any(:enrichmentIds) and e.kind <> 'BULK'
              and not exists (
                select from contact c
                where c.enrichment_id = e.enrichment_id and c.erased_at is null)
            """)
        .bindArray(
            "enrichmentIds",
            UUID.class,
            contacts.stream().map(ContactKey::enrichmentId).distinct().toList())
        .execute();
  }

  /** What was asked whom, and what it cost, stays: providers are judged by it. */
  private static void forgetLookups(Handle handle, List<ContactKey> contacts) {
    ContactKeys.bind(
            contacts,
            handle.createUpdate(
                """
                update lookup l
                set ticket = null, answer = null, address = null, verdict = null
                from unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                where l.enrichment_id = k.enrichment_id and l.position = k.position
                """))
        .execute();
    for (var claims : List.of("person_lookup", "company_lookup")) {
      ContactKeys.bind(
              contacts,
              handle.createUpdate(
                  """
                  delete from %s p
                  using unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                  where p.enrichment_id = k.enrichment_id and p.position = k.position
                  """
                      .formatted(claims)))
          .execute();
    }
  }

  /** A receiver may have answered with what it was sent. */
  private static int endDeliveries(Handle handle, List<ContactKey> contacts) {
    var deliveries =
        ContactKeys.bind(
                contacts,
                handle.createUpdate(
                    """
                    update delivery d
                    set erased_at = now(), next_attempt_at = null,
                        state = case when state = 'PENDING' then 'GONE' else state end
                    from unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                    where d.enrichment_id = k.enrichment_id and d.position = k.position
                    """))
            .execute();
    ContactKeys.bind(
            contacts,
            handle.createUpdate(
                """
                update delivery_attempt a set response_body = null
                from delivery d
                join unnest(:enrichmentIds, :positions) as k (enrichment_id, position)
                  using (enrichment_id, position)
                where a.message_id = d.message_id
                """))
        .execute();
    return deliveries;
  }

  private Tombstones() {}
}
