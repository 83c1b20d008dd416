package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.enrichments.PersonLookups.Turn;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated groups of equal contacts, in batches of several types that come at any time, whose
 * leaders end in any way, held against a model of who leads, who waits and who ends as what.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EqualContactsTest {

  private static final int GROUPS = 25;
  private static final int STEPS = 30;
  private static final List<EnrichmentType> TYPES =
      List.of(EnrichmentType.EMAIL, EnrichmentType.PERSONAL_EMAIL);

  private final Database database = TestDatabase.create();
  private final PersonLookups people = new PersonLookups(database);
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);
  private final UUID account = Requests.account(database, 1_000_000);

  /** How a leader comes to its end. */
  enum End {
    FOUND(ContactOutcome.FOUND, true, true),
    NOT_FOUND(ContactOutcome.NOT_FOUND, true, false),
    SUPPRESSED(ContactOutcome.NOT_FOUND, true, false),
    /** No provider could answer. */
    FAILED(ContactOutcome.FAILED, true, false),
    IN_DOUBT(ContactOutcome.FAILED, true, false),
    /** Its workflow was terminated before any provider, or in the middle of one. */
    TERMINATED(ContactOutcome.FAILED, false, false),
    TERMINATED_UNDER_WAY(ContactOutcome.FAILED, false, false),
    CANCELLED(ContactOutcome.CANCELLED, false, false);

    final ContactOutcome outcome;
    final boolean isNews;
    final boolean isKept;

    /**
     * @param isNews whether it holds for those that waited
     * @param isKept whether it holds for those that come later too
     */
    End(ContactOutcome outcome, boolean isNews, boolean isKept) {
      this.outcome = outcome;
      this.isNews = isNews;
      this.isKept = isKept;
    }
  }

  /** Of one type: who is open, who leads, and what that has come to. */
  private static final class Group {
    final List<ContactKey> open = new ArrayList<>();
    final Set<ContactKey> waitedForIt = new HashSet<>();
    @Nullable ContactKey leader;
    @Nullable End end;
  }

  @Test
  void whatTheLeaderHasComeToIsNewsForThoseThatWait() {
    for (var seed = 0; seed < GROUPS; seed++) {
      var random = new Random(seed);
      var name = "Zoë" + "abcdefghij".charAt(seed % 10) + "abcdefghij".charAt(seed / 10);
      Map<EnrichmentType, Group> groups = new EnumMap<>(EnrichmentType.class);
      TYPES.forEach(type -> groups.put(type, new Group()));
      for (var step = 0; step < STEPS; step++) {
        var type = TYPES.get(random.nextInt(TYPES.size()));
        var group = groups.get(type);
        var what = "group %d, step %d".formatted(seed, step);
        switch (random.nextInt(5)) {
          case 0 -> accept(group, name, type, 1 + random.nextInt(3));
          case 1 -> endLeader(group, End.values()[random.nextInt(End.values().length)]);
          default -> ask(group, random, what);
        }
      }
    }
  }

  /** Fifty that wait for one that fails after a quarter of an hour do not take half a day. */
  @ParameterizedTest
  @EnumSource(End.class)
  void endsAllThatWaitedOrHasOneOfThemLead(End end) {
    var group = new Group();
    var name = "Ada-" + end.name();
    accept(group, name, EnrichmentType.EMAIL, 25);
    accept(group, name, EnrichmentType.EMAIL, 25);
    ask(group, group.open.getFirst(), "the first");
    endLeader(group, end);
    var leading = 0;
    for (var contact : List.copyOf(group.open)) {
      leading += ask(group, contact, end.name()) == Turn.LEADS ? 1 : 0;
    }
    assertThat(leading).isEqualTo(end.isNews ? 0 : 1);
    assertThat(group.open).hasSize(end.isNews ? 0 : 49);
  }

  private void accept(Group group, String name, EnrichmentType type, int contacts) {
    var enrichment =
        Requests.accepted(
            database,
            account,
            type,
            IntStream.range(0, contacts).mapToObj(i -> person(name)).toArray(NewContact[]::new));
    IntStream.range(0, contacts)
        .forEach(i -> group.open.add(new ContactKey(enrichment.enrichmentId(), i)));
  }

  private static NewContact person(String name) {
    return new NewContact(
        Ids.next(),
        name,
        "Łącka",
        "analytical.example",
        null,
        "https://www.linkedin.com/in/" + name,
        null);
  }

  private void ask(Group group, Random random, String what) {
    if (!group.open.isEmpty()) {
      ask(group, group.open.get(random.nextInt(group.open.size())), what);
    }
  }

  private Turn ask(Group group, ContactKey contact, String what) {
    var expected = expected(group, contact);
    var decision = people.decide(contact);
    assertThat(decision.turn()).as(what).isEqualTo(expected);
    if (expected == Turn.LEADS && !contact.equals(group.leader)) {
      group.leader = contact;
      group.end = null;
    }
    if (expected == Turn.ENDED) {
      assertThat(decision.ended()).as(what).isEqualTo(group.end.outcome);
      group.open.remove(contact);
    }
    return decision.turn();
  }

  private static Turn expected(Group group, ContactKey contact) {
    if (group.leader == null || contact.equals(group.leader)) {
      return Turn.LEADS;
    }
    if (group.end == null) {
      return Turn.WAITS;
    }
    var isNews = group.end.isNews && group.waitedForIt.contains(contact);
    return group.end.isKept || isNews ? Turn.ENDED : Turn.LEADS;
  }

  private void endLeader(Group group, End end) {
    var leader = group.leader;
    if (leader == null || group.end != null) {
      return;
    }
    var call =
        LookupCall.of(leader, "vendor", lookups.open(leader, "vendor", null, "").type().wireName());
    switch (end) {
      case FOUND -> settlements.settleFound(call, EMAIL, LookupEnds.HIT);
      case NOT_FOUND -> settlements.settleNotFound(call, LookupEnds.MISS);
      case SUPPRESSED -> settlements.settleSuppressed(leader);
      case FAILED -> lookups.end(call, LookupEnd.failed(Duration.ZERO, "http_503"));
      case IN_DOUBT -> lookups.end(call, LookupEnd.inDoubt(Duration.ZERO, "timeout"));
      case TERMINATED_UNDER_WAY -> lookups.begin(call, 0);
      case TERMINATED, CANCELLED -> {}
    }
    if (end.outcome == ContactOutcome.FAILED || end.outcome == ContactOutcome.CANCELLED) {
      settlements.settle(leader, end.outcome);
    }
    group.end = end;
    group.open.remove(leader);
    group.waitedForIt.clear();
    group.waitedForIt.addAll(group.open);
  }

  private static final Findings EMAIL =
      Findings.ofEmail("zoe@analytical.example", EmailStatus.DELIVERABLE);
}
