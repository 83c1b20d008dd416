package enrichment.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import enrichment.domain.WebhookEvent;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.credits.LedgerRules;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.PersonLookups;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.people.Family.Human;
import enrichment.store.people.FamilyTruth.Place;
import enrichment.store.privacy.Erasures;
import enrichment.store.privacy.Suppressions;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One family, in a random order of enriching, suppressing and erasing, held against the truth. */
final class FamilyRun {

  private static final int STEPS = 14;

  private final Database database;
  private final Jdbi jdbi;
  private final Leftovers leftovers;
  private final Random random;
  private final Family family;
  private final FamilyTruth truth = new FamilyTruth();
  private final Lookups lookups;
  private final Settlements settlements;
  private final List<UUID> accounts = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<Long, Place> directory = new LinkedHashMap<>();
  private final List<String> story = new ArrayList<>();

  /** A contact's row. */
  private static final class Part {
    final Place place;
    final NewEnrichment enrichment;
    final NewContact contact;
    final int position;
    final EnrichmentType type;
    boolean begun;
    boolean erased;

    Part(Place place, NewEnrichment enrichment, int position) {
      this.place = place;
      this.enrichment = enrichment;
      this.position = position;
      this.contact = enrichment.contacts().get(position);
      this.type = enrichment.type(position);
    }

    ContactKey key() {
      return new ContactKey(enrichment.enrichmentId(), position);
    }
  }

  FamilyRun(Database database, Leftovers leftovers, int number, long seed) {
    this.database = database;
    this.jdbi = TestDatabase.jdbi(database);
    this.leftovers = leftovers;
    this.random = new Random(seed * 1_000_003 + number);
    this.family = new Family(number, random);
    this.lookups = new Lookups(database);
    this.settlements = new Settlements(database);
  }

  void run() {
    try {
      for (var i = 0; i < 2; i++) {
        accounts.add(Requests.account(database, 1_000));
      }
      for (var step = 0; step < STEPS; step++) {
        switch (random.nextInt(12)) {
          case 0 -> importOne();
          case 1, 2, 3 -> enrich();
          case 4, 5, 6, 7 -> progressOne();
          case 8, 9 -> suppress();
          case 10 -> erase();
          default -> eraseContact();
        }
        accounts.forEach(account -> LedgerRules.checkAlways(jdbi, account));
      }
      for (var part : parts) {
        for (var tries = 0; tries < 4 && outcome(part) == null; tries++) {
          progress(part);
        }
      }
      parts.forEach(part -> settlements.close(part.enrichment.enrichmentId()));
      accounts.forEach(account -> new CreditLedger(database).sweep(account));
      accounts.forEach(account -> LedgerRules.checkAlways(jdbi, account));
      assertThat(held()).as("what is held in the end").isZero();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(String.join("\n", story) + "\n" + e.getMessage(), e);
    }
  }

  private long held() {
    return accounts.stream().mapToLong(a -> new CreditLedger(database).balance(a).held()).sum();
  }

  private Human anyone() {
    return family.humans.get(random.nextInt(family.humans.size()));
  }

  private UUID anyAccount() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private void importOne() {
    var human = anyone();
    var profile = human.slug() != null && maybe();
    var email = maybe();
    var personal = maybe();
    story.add("import %d%s".formatted(human.id(), profile ? " with a profile" : ""));
    new Directory(database)
        .upsert(
            List.of(
                new DirectoryPerson(
                    profile ? "https://www.linkedin.com/in/" + human.slug() : null,
                    human.first(),
                    human.last(),
                    maybe() ? human.domain() : null,
                    human.company(),
                    email ? human.work() : null,
                    email ? "deliverable" : "N/A",
                    personal ? human.personal() : null,
                    personal ? "valid" : "N/A",
                    List.of(human.phone()))));
    readDirectory();
  }

  private void readDirectory() {
    directory.clear();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select * from directory_person")
                .map(
                    (row, context) -> {
                      var last = row.getString("last_name");
                      var human =
                          family.humans.stream().filter(h -> h.last().equals(last)).findFirst();
                      var place = new Place(human.orElseThrow(), null);
                      if (row.getString("linkedin_url") != null) {
                        place.tokens.add("p:" + place.human.slug());
                      }
                      place.tokens.add(
                          row.getString("domain") == null
                              ? FamilyTruth.employed(place.human)
                              : FamilyTruth.name(place.human));
                      for (var column : List.of("email", "personal_email")) {
                        if (row.getString(column) != null) {
                          place.tokens.addAll(
                              FamilyTruth.mailbox(place.human, row.getString(column)));
                        }
                      }
                      return directory.put(row.getLong("id"), place);
                    })
                .list());
    parts.stream()
        .map(part -> part.place)
        .filter(place -> !isDomainInDirectory(place.human))
        .forEach(Place::forgetHint);
  }

  private List<Place> places() {
    return Stream.concat(
            parts.stream().filter(part -> !part.erased).map(part -> part.place).distinct(),
            directory.values().stream())
        .toList();
  }

  private void enrich() {
    var human = anyone();
    var account = anyAccount();
    var spelt = human.spelt(random);
    var place = new Place(human, account);
    var profile = human.slug() != null && maybe();
    var domain = random.nextInt(3) == 0;
    if (profile) {
      place.tokens.add("p:" + human.slug());
    }
    if (domain) {
      place.tokens.add(FamilyTruth.name(human));
    } else {
      place.tokens.add(FamilyTruth.employed(human));
      if (isDomainInDirectory(human)) {
        place.hint(FamilyTruth.name(human));
      }
    }
    var contact =
        new NewContact(
            Ids.next(),
            spelt[0],
            spelt[1],
            domain ? (maybe() ? "https://WWW." + human.domain() + "/x" : human.domain()) : null,
            human.company().toUpperCase(java.util.Locale.ROOT) + (maybe() ? " Inc." : ""),
            profile
                ? "http://fr.linkedin.com/in/" + human.slug().toUpperCase(java.util.Locale.ROOT)
                : maybe() ? "https://www.linkedin.com/company/some" : null,
            "{\"note\":\"zqcustom" + Ids.next() + "\"}");
    var combined = random.nextInt(3) == 0;
    var types =
        combined
            ? List.of(EnrichmentType.EMAIL, EnrichmentType.PHONE)
            : List.of(EnrichmentType.values()[random.nextInt(3)]);
    var enrichment =
        combined
            ? Requests.combined(account, contact, EnrichmentType.EMAIL, EnrichmentType.PHONE)
            : new NewEnrichment(
                Ids.next(),
                account,
                EnrichmentKind.BULK,
                types,
                List.of(),
                "https://hooks.example/",
                List.of(WebhookEvent.CONTACT_FINISHED),
                List.of(contact));
    story.add(
        "enrich %d in %s for %s,%s%s"
            .formatted(
                human.id(),
                accounts.indexOf(account),
                types,
                profile ? " profile" : "",
                domain ? " domain" : ""));
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    for (var position = 0; position < enrichment.contacts().size(); position++) {
      parts.add(new Part(place, enrichment, position));
    }
  }

  private boolean isDomainInDirectory(Human human) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select from directory_person"
                        + " where company_name = ? and domain = ?)")
                .bind(0, human.company())
                .bind(1, human.domain())
                .mapTo(boolean.class)
                .one());
  }

  private void progressOne() {
    var open = parts.stream().filter(part -> outcome(part) == null).toList();
    if (!open.isEmpty()) {
      progress(open.get(random.nextInt(open.size())));
    }
  }

  private @Nullable String outcome(Part part) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select outcome from contact where enrichment_id = ? and position = ?")
                .bind(0, part.enrichment.enrichmentId())
                .bind(1, part.position)
                .map((row, context) -> java.util.Optional.ofNullable(row.getString(1)))
                .one()
                .orElse(null));
  }

  private void progress(Part part) {
    if (part.begun) {
      settle(part);
      return;
    }
    var suppressed = truth.mustNotBeAskedAbout(part.place, Set.of());
    var stranger = truth.isStranger(part.place) && !truth.hasSuppressedMailbox(part.place);
    var contact = lookups.open(part.key(), "vendor", null, "");
    story.add(
        "ask for %d, %s, suppressed %s".formatted(part.place.human.id(), part.type, suppressed));
    if (suppressed) {
      assertThat(contact.suppressed() || contact.ended() != null).as("nobody is asked").isTrue();
      assertThat(lookups.begin(call(part, "vendor"), 0)).as("no call begins").isFalse();
    }
    if (stranger) {
      assertThat(contact.suppressed()).as("a stranger is asked about").isFalse();
    }
    if (contact.ended() != null) {
      return;
    }
    if (contact.suppressed()) {
      settlements.settleSuppressed(part.key());
      assertNothingDelivered(part);
      truth.learn(part.place, places());
      return;
    }
    var turn = new PersonLookups(database).decide(part.key());
    if (turn.ended() != null) {
      var findings = hit(part);
      assertDelivered(
          part,
          findings,
          stranger && !truth.mustNotBeAskedAbout(part.place, mailbox(part, findings)));
    } else if (turn.turn() == PersonLookups.Turn.LEADS) {
      if (part.type == EnrichmentType.EMAIL && part.contact.domain() == null && maybe()) {
        lookups.resolve(
            LookupCall.of(part.key(), "vendor", "company_domain"),
            part.place.human.domain(),
            LookupEnds.HIT);
        part.place.know(Set.of(FamilyTruth.name(part.place.human)));
        return;
      }
      part.begun = lookups.begin(call(part, "vendor"), 0);
      if (stranger) {
        assertThat(part.begun).as("a stranger's call begins").isTrue();
      }
    }
  }

  private static LookupCall call(Part part, String provider) {
    return LookupCall.of(part.key(), provider, part.type.wireName());
  }

  private static Findings hit(Part part) {
    var human = part.place.human;
    return switch (part.type) {
      case EMAIL -> Findings.ofEmail(human.work(), EmailStatus.DELIVERABLE);
      case PERSONAL_EMAIL -> Findings.ofPersonalEmail(human.personal(), EmailStatus.DELIVERABLE);
      case PHONE -> Findings.ofPhones(List.of(new Phone(human.phone(), LineType.MOBILE)));
    };
  }

  private boolean isDropped(Part part) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select suppressed from contact where enrichment_id = ? and position = ?")
                .bind(0, part.enrichment.enrichmentId())
                .bind(1, part.position)
                .mapTo(boolean.class)
                .one());
  }

  private static Set<String> mailbox(Part part, Findings findings) {
    return findings.address() == null
        ? new HashSet<>()
        : FamilyTruth.mailbox(part.place.human, findings.address());
  }

  private void settle(Part part) {
    var human = part.place.human;
    var findings = hit(part);
    var besides = mailbox(part, findings);
    FoundPerson whose = null;
    if (maybe()) {
      var row = new Directory(database).find(part.contact.query());
      if (row.isPresent()) {
        whose =
            new FoundPerson(
                row.get().firstName(),
                row.get().lastName(),
                row.get().domain(),
                row.get().linkedinUrl(),
                row.get().email(),
                row.get().personalEmail());
        if (row.get().linkedinUrl() != null) {
          besides.add("p:" + human.slug());
        }
        if (row.get().domain() != null) {
          besides.add(FamilyTruth.name(human));
        }
      }
    }
    var suppressed = truth.mustNotBeAskedAbout(part.place, besides);
    var stranger =
        truth.isStranger(part.place) && !suppressed && !truth.hasSuppressedMailbox(part.place);
    story.add(
        "settle %d, %s%s, suppressed %s"
            .formatted(
                human.id(), part.type, whose == null ? "" : " by the directory", suppressed));
    var kept = findings.address() != null && random.nextInt(3) == 0;
    if (kept) {
      lookups.keepToVerify(call(part, "vendor"), findings, whose, LookupEnds.HIT);
      settlements.settleVerified(
          new LookupCall(part.key(), "verifier", "email_verification", "vendor"),
          findings,
          new Lookups.Verdict("DELIVERABLE", findings.address()),
          LookupEnds.HIT);
    } else {
      settlements.settleFound(call(part, "vendor"), findings, whose, LookupEnds.HIT);
    }
    if (suppressed) {
      assertNothingDelivered(part);
    }
    // What was kept or dropped says who they are, though it is not delivered.
    var dropped = isDropped(part);
    if (!part.erased && (kept || dropped || "FOUND".equals(outcome(part)))) {
      part.place.know(besides);
    }
    if (dropped) {
      truth.learn(part.place, places());
    }
    assertDelivered(part, findings, stranger);
  }

  private void assertNothingDelivered(Part part) {
    var rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*) from contact
                        where enrichment_id = ? and position = ? and credits = 0
                          and num_nonnulls(email, personal_email, provider) = 0
                          and phones = '{}' and outcome <> 'FOUND'
                        """)
                    .bind(0, part.enrichment.enrichmentId())
                    .bind(1, part.position)
                    .mapTo(int.class)
                    .one());
    assertThat(rows).as("nothing is delivered or charged of a suppressed person").isOne();
  }

  private void assertDelivered(Part part, Findings findings, boolean stranger) {
    if (stranger && !part.erased) {
      assertThat(outcome(part)).as("a stranger is found").isEqualTo(ContactOutcome.FOUND.name());
      part.place.know(mailbox(part, findings));
    }
  }

  private record Asked(String token, PersonIdentifier identifier, Human human) {}

  private Asked ask() {
    var human = anyone();
    return switch (random.nextInt(4)) {
      case 0 ->
          human.slug() == null
              ? ask()
              : new Asked(
                  "p:" + human.slug(),
                  PersonIdentifier.ofLinkedinUrl("linkedin.com/in/" + human.slug()).orElseThrow(),
                  human);
      case 1 ->
          new Asked(
              FamilyTruth.name(human),
              PersonIdentifier.ofNameAndDomain(
                      human.spelt(random)[0], human.last(), "www." + human.domain())
                  .orElseThrow(),
              human);
      default -> {
        var email = maybe() ? human.work() : human.personal();
        yield new Asked(
            "m:" + email,
            PersonIdentifier.ofEmail(email.toUpperCase(java.util.Locale.ROOT)).orElseThrow(),
            human);
      }
    };
  }

  private void suppress() {
    var asked = ask();
    var account = random.nextInt(3) == 0 ? null : anyAccount();
    story.add(
        "suppress %s in %s"
            .formatted(asked.token(), account == null ? "all" : accounts.indexOf(account)));
    if (asked.token().startsWith("m:zqhome") && !isKnownToBeShared(account, asked.token())) {
      // Then it may be taken for the one's who has it.
      family.humans.stream()
          .filter(human -> asked.token().equals("m:" + human.personal()))
          .forEach(human -> truth.touch(account, human));
    }
    truth.suppress(account, asked.token(), places());
    if (!asked.token().startsWith("m:info@") && !asked.token().startsWith("m:zqhome")) {
      truth.touch(account, asked.human());
    }
    new Suppressions(database).add(account, asked.identifier());
  }

  private boolean isKnownToBeShared(@Nullable UUID account, String token) {
    var scopes = new ArrayList<List<Place>>();
    if (account == null) {
      scopes.add(FamilyTruth.directory(places()));
      accounts.forEach(one -> scopes.add(FamilyTruth.in(places(), one)));
    } else {
      scopes.add(FamilyTruth.in(places(), account));
    }
    return scopes.stream().allMatch(scope -> FamilyTruth.meant(token, Set.of(), scope).mailbox());
  }

  private void erase() {
    var asked = ask();
    var account = random.nextInt(3) == 0 ? null : anyAccount();
    story.add(
        "erase %s in %s"
            .formatted(asked.token(), account == null ? "all" : accounts.indexOf(account)));
    var must = new HashSet<Place>();
    var may = new HashSet<Place>();
    if (asked.token().startsWith("n:")) {
      // Who has lost a hint is still found by it.
      (account == null ? accounts : List.of(account))
          .forEach(one -> may.addAll(of(Set.of(asked.human()), one)));
    }
    var losing = new HashSet<Place>();
    if (account == null) {
      var ofDirectory = FamilyTruth.meant(asked.token(), Set.of(), FamilyTruth.directory(places()));
      must.addAll(ofDirectory.must());
      may.addAll(of(ofDirectory.may(), null));
      if (ofDirectory.mailbox()) {
        losing.addAll(FamilyTruth.directory(places()));
      }
      for (var one : accounts) {
        eraseIn(one, asked.token(), FamilyTruth.linking(ofDirectory.must()), must, may, losing);
      }
    } else {
      eraseIn(account, asked.token(), Set.of(), must, may, losing);
    }
    new Erasures(database).erase(account, asked.identifier());
    check(must, may);
    if (!losing.isEmpty()) {
      lose(asked, losing);
    }
  }

  private void eraseIn(
      UUID account,
      String token,
      Set<String> besides,
      Set<Place> must,
      Set<Place> may,
      Set<Place> losing) {
    var meant = FamilyTruth.meant(token, besides, FamilyTruth.in(places(), account));
    meant.must().stream().filter(place -> place.account != null).forEach(must::add);
    may.addAll(of(meant.may(), account));
    if (meant.mailbox()) {
      FamilyTruth.in(places(), account).stream()
          .filter(place -> place.account != null)
          .forEach(losing::add);
    }
  }

  private List<Place> of(Set<Human> humans, @Nullable UUID account) {
    return places().stream()
        .filter(p -> humans.contains(p.human) && java.util.Objects.equals(p.account, account))
        .toList();
  }

  private void lose(Asked asked, Set<Place> losing) {
    losing.forEach(place -> place.tokens.removeIf(token -> token.equals(asked.token())));
    var email = asked.token().substring(2);
    for (var part : parts) {
      if (losing.contains(part.place)) {
        var left =
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select count(*) from contact c
                            where enrichment_id = ? and position = ? and c::text ilike ?
                            """)
                        .bind(0, part.enrichment.enrichmentId())
                        .bind(1, part.position)
                        .bind(2, "%" + email + "%")
                        .mapTo(int.class)
                        .one());
        assertThat(left).as("the mailbox is taken from those who have it").isZero();
      }
    }
    readDirectory();
  }

  private void eraseContact() {
    var there = parts.stream().filter(part -> !part.erased && part.position == 0).toList();
    if (there.isEmpty()) {
      return;
    }
    var part = there.get(random.nextInt(there.size()));
    var account = part.place.account;
    story.add("erase a contact of %d".formatted(part.place.human.id()));
    var must =
        new HashSet<>(FamilyTruth.reach(part.place.tokens, FamilyTruth.in(places(), account)));
    must.removeIf(place -> place.account == null);
    must.add(part.place);
    new Erasures(database).eraseContact(account, part.contact.contactId());
    check(must, Set.copyOf(of(Set.of(part.place.human), account)));
  }

  /** Those who must be gone are, of those who may some, and nobody else. */
  private void check(Set<Place> must, Set<Place> may) {
    var gone = new ArrayList<String>();
    for (var part : parts) {
      var erased =
          jdbi.withHandle(
              handle ->
                  handle
                      .createQuery(
                          """
                          select erased_at is not null from contact
                          where enrichment_id = ? and position = ?
                          """)
                      .bind(0, part.enrichment.enrichmentId())
                      .bind(1, part.position)
                      .mapTo(boolean.class)
                      .one());
      if (must.contains(part.place)) {
        assertThat(erased).as("%d is erased", part.place.human.id()).isTrue();
      }
      if (erased && !part.erased) {
        assertThat(must.contains(part.place) || may.contains(part.place))
            .as("%d is somebody else", part.place.human.id())
            .isTrue();
        part.erased = true;
        if (part.contact.custom() != null) {
          gone.add(part.contact.custom().substring(9, 50));
        }
      }
    }
    var before = Map.copyOf(directory);
    readDirectory();
    before.forEach(
        (id, place) -> {
          if (must.contains(place)) {
            assertThat(directory)
                .as("%d leaves the directory", place.human.id())
                .doesNotContainKey(id);
          } else if (!directory.containsKey(id)) {
            assertThat(may.contains(place)).as("%d is somebody else", place.human.id()).isTrue();
          }
        });
    for (var human : family.humans) {
      if (places().stream().noneMatch(place -> place.human == human)) {
        gone.addAll(canaries(human));
      }
    }
    assertThat(leftovers.of(gone)).as("nothing is left of who is erased").isEmpty();
  }

  private List<String> canaries(Human human) {
    var canaries = new ArrayList<>(List.of(human.last(), human.phone()));
    Stream.ofNullable(human.slug()).forEach(canaries::add);
    canaries.addAll(
        jdbi.withHandle(
            handle ->
                Stream.of(
                        PersonIdentifier.ofLinkedinUrl("linkedin.com/in/" + human.slug()),
                        PersonIdentifier.ofNameAndDomain(
                            human.first(), human.last(), human.domain()),
                        PersonIdentifier.ofNameAndCompany(
                            human.first(), human.last(), null, human.company()),
                        human.sharesWork()
                            ? java.util.Optional.<PersonIdentifier>empty()
                            : PersonIdentifier.ofEmail(human.work()),
                        human.sharesPersonal()
                            ? java.util.Optional.<PersonIdentifier>empty()
                            : PersonIdentifier.ofEmail(human.personal()))
                    .flatMap(java.util.Optional::stream)
                    .map(identifier -> IdentityHashes.hex(handle, identifier))
                    .toList()));
    return canaries;
  }
}
