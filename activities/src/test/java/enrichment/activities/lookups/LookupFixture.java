package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.activities.ContactMetrics;
import enrichment.domain.ContactDocument;
import enrichment.domain.ContactKey;
import enrichment.domain.EnrichmentType;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderStep;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.lookups.LookupReport;
import enrichment.store.lookups.LookupTrace;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import enrichment.workflows.ResolutionInput;
import enrichment.workflows.VerificationInput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An accepted enrichment of a few contacts, and the activities that look them up. */
public final class LookupFixture {

  static final Duration PATIENCE = Duration.ofMinutes(15);

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  public final Database database;
  public final UUID account;
  public final NewEnrichment enrichment;
  public final WaterfallLookupActivities activities;

  private LookupFixture(
      Database database, UUID account, NewEnrichment enrichment, Provider... providers) {
    this.database = database;
    this.account = account;
    this.enrichment = enrichment;
    this.activities =
        new WaterfallLookupActivities(
            new Waterfall(
                Arrays.stream(Capability.values())
                    .collect(Collectors.toMap(Function.identity(), any -> List.of(providers)))),
            database,
            new ProviderCalls(database, PATIENCE, () -> 0, new ProviderMetrics(metrics)),
            new ContactMetrics(metrics),
            Heartbeats.NONE);
  }

  public static LookupFixture of(Provider... providers) {
    var database = TestDatabase.create();
    var account = Requests.account(database, 10);
    var enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 2);
    return create(database, account, enrichment, providers);
  }

  static LookupFixture of(EnrichmentType type, List<NewContact> contacts, Provider... providers) {
    var database = TestDatabase.create();
    var account = Requests.account(database, 100);
    return create(
        database,
        account,
        Requests.accepted(database, account, type, contacts.toArray(NewContact[]::new)),
        providers);
  }

  /** Two contacts of a new account, of whose second only the company's name is known. */
  static LookupFixture on(Database database, Provider... providers) {
    var account = Requests.account(database, 10);
    var enrichment =
        Requests.accepted(
            database,
            account,
            EnrichmentType.EMAIL,
            Requests.person("Ada", "Lovelace", "analytical.example"),
            // A company of its own, so that nobody else has asked for its domain.
            new NewContact(Ids.next(), "Ada", "Lovelace", null, "Engines " + account, null, null));
    return create(database, account, enrichment, providers);
  }

  /** Another worker, with the same contacts. */
  LookupFixture restarted(Provider... providers) {
    return new LookupFixture(database, account, enrichment, providers);
  }

  /** A worker that reaches the same database in another way. */
  LookupFixture through(Database other, Provider... providers) {
    return new LookupFixture(other, account, enrichment, providers);
  }

  /** The same people, in an enrichment that comes now. */
  LookupFixture withNewContacts(Provider... providers) {
    var contacts =
        enrichment.contacts().stream()
            .map(
                contact ->
                    new NewContact(
                        Ids.next(),
                        contact.firstName(),
                        contact.lastName(),
                        contact.domain(),
                        contact.companyName(),
                        contact.linkedinUrl(),
                        contact.custom()))
            .toArray(NewContact[]::new);
    return new LookupFixture(
        database,
        account,
        Requests.accepted(database, account, enrichment.type(), contacts),
        providers);
  }

  private static LookupFixture create(
      Database database, UUID account, NewEnrichment enrichment, Provider... providers) {
    if (enrichment.webhookUrl() != null) {
      new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
      new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    }
    return new LookupFixture(database, account, enrichment, providers);
  }

  public ContactKey contact(int position) {
    return new ContactKey(enrichment.enrichmentId(), position);
  }

  LookupResult ask(Provider provider, boolean last) {
    return ask(provider, last, false, false);
  }

  LookupResult askPatiently(Provider provider) {
    return ask(provider, true, false, true);
  }

  LookupResult askToBeVerified(Provider provider) {
    return ask(provider, true, true, false);
  }

  LookupResult ask(int position, Provider provider) {
    return activities.lookUpContact(
        new LookupInput(contact(position), step(provider), true, false, false));
  }

  private LookupResult ask(Provider provider, boolean last, boolean verified, boolean patient) {
    return activities.lookUpContact(
        new LookupInput(contact(0), step(provider), last, verified, patient));
  }

  LookupResult verify(Provider verifier, Provider finder, boolean last) {
    return activities.verifyEmail(
        new VerificationInput(contact(0), step(verifier), finder.name(), last));
  }

  LookupOutcome resolve(int position, Provider resolver) {
    return activities
        .resolveDomain(new ResolutionInput(contact(position), step(resolver)))
        .outcome();
  }

  /** What an attempt fails with. */
  static ApplicationFailure failure(Runnable attempt) {
    return catchThrowableOfType(ApplicationFailure.class, attempt::run);
  }

  private static ProviderStep step(Provider provider) {
    return ProviderStep.of(provider.name(), provider.terms().timeout());
  }

  List<LookupReport> trace() {
    return new LookupTrace(database)
        .ofContact(account, enrichment.contacts().getFirst().contactId());
  }

  CreditBalance balance() {
    return new CreditLedger(database).balance(account);
  }

  ContactDocument document() {
    return document(0);
  }

  ContactDocument document(int position) {
    return new Contacts(database)
        .find(account, enrichment.contacts().get(position).contactId())
        .orElseThrow();
  }

  /** As if so much time had passed for everything that waits. */
  void pass(Duration time) {
    for (var column :
        Map.of(
                "lookup", List.of("since", "deferred_at"),
                "provider_pace", List.of("next_call_at"),
                "provider_circuit", List.of("open_until", "probe_until"))
            .entrySet()) {
      for (var name : column.getValue()) {
        TestDatabase.jdbi(database)
            .useHandle(
                handle ->
                    handle
                        .createUpdate(
                            "update %1$s set %2$s = %2$s - :time".formatted(column.getKey(), name))
                        .bind("time", time)
                        .execute());
      }
    }
  }

  /** How many providers with a rate have given a turn away. */
  int turnsTaken() {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from provider_pace").mapTo(int.class).one());
  }

  /** All that is written down of these contacts, but for ids and times. */
  String written() {
    return String.join(
            "\n",
            rows(
                """
            select position, provider, asked_for, about, outcome, attempts, asked_at is not null,
                ticket, error, verdict, answer, cost
            from lookup where enrichment_id = :enrichmentId order by 1, 2, 3, 4
            """))
        + String.join(
            "\n",
            rows(
                """
            select position, outcome, email, email_status, resolved_domain, provider, credits
            from contact where enrichment_id = :enrichmentId order by 1
            """))
        + String.join(
            "\n",
            rows(
                """
            select position, kind, amount from credit_entry
            where enrichment_id = :enrichmentId order by 1, 2, 3
            """));
  }

  private List<String> rows(String sql) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery(sql)
                    .bind("enrichmentId", enrichment.enrichmentId())
                    .map(
                        (row, context) -> {
                          var text = new StringBuilder();
                          for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append(row.getString(i)).append(' ');
                          }
                          return text.toString();
                        })
                    .list());
  }
}
