package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of an account that has had very many enrichments. */
@Timeout(180)
class EnrichmentListsTest {

  private static final int ENRICHMENTS = 100_000;
  private static final int PAGE = 50;

  /** Hundreds of times what it takes, and a fraction of what reading them all would. */
  private static final Duration AT_MOST = Duration.ofMillis(400);

  private static final Database DATABASE = TestDatabase.create();
  private static final UUID ACCOUNT = Requests.account(DATABASE, 0);
  private static final Enrichments ENRICHMENTS_OF = new Enrichments(DATABASE);

  /**
   * Of ten enrichments, the older half is of phones; one in ten thousand is of personal emails. The
   * first five were cancelled, and the next forty are open: ten of each status. The oldest thousand
   * are purged. The ids sort as they come.
   */
  @BeforeAll
  static void fill() {
    TestDatabase.jdbi(DATABASE)
        .useHandle(
            handle -> {
              handle.execute("set statement_timeout = 0");
              handle.execute(
                  """
                  insert into enrichment (enrichment_id, account_id, kind, enrichment_type,
                      contacts, price, state, admission, received_at, admit_before, decided_at,
                      closed_at, any_cancelled, purged_at)
                  select ('0199%s-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ?, 'BULK',
                    case when n %% 10000 = 0 then 'personal_email'
                      when n <= 50000 then 'phone' else 'email' end,
                    2, 1, 'ACCEPTED', '{}', now(), now(), now(),
                    case when n not between 2001 and 2040 then now() end,
                    n between 1001 and 1005,
                    case when n <= 1000 then now() end
                  from generate_series(1, %d) n
                  """
                      .formatted("0000", ENRICHMENTS),
                  ACCOUNT);
              handle.execute(
                  """
                  insert into contact (enrichment_id, position, contact_id, first_name, last_name,
                      outcome, settled_at, enrichment_type, price)
                  select enrichment_id, position, gen_random_uuid(), 'Ada', 'Lovelace', outcome,
                    case when outcome is not null then now() end, enrichment_type, 1
                  from (
                    select enrichment_id, enrichment_type, position,
                      case
                        when n between 1001 and 1005 then 'CANCELLED'
                        when n between 2001 and 2010 then null
                        when n between 2011 and 2020 and position = 0 then null
                        when n between 2021 and 2030 and position = 1 then 'CANCELLED'
                        else 'NOT_FOUND' end as outcome
                    from (
                      select *, row_number() over (order by enrichment_id) as n from enrichment) e,
                      generate_series(0, 1) position) c
                  """);
              handle.execute("vacuum analyze");
            });
  }

  @Test
  void listsThemAllPageByPage() {
    var seen = new ArrayList<EnrichmentSummary>();
    UUID before = null;
    List<EnrichmentSummary> page;
    do {
      page = ENRICHMENTS_OF.list(ACCOUNT, null, null, before, 1_000);
      seen.addAll(page);
      before = seen.getLast().enrichmentId();
    } while (!page.isEmpty());
    assertThat(seen).hasSize(ENRICHMENTS - 1_000);
    assertThat(seen)
        .extracting(summary -> summary.enrichmentId().toString())
        .isSortedAccordingTo((one, other) -> other.compareTo(one))
        .doesNotHaveDuplicates();
  }

  @Test
  void findsAFewOfOneStatusAmongVeryMany() {
    assertThat(positions(list(EnrichmentStatus.QUEUED, null, null))).isEqualTo(down(2010, 2001));
    assertThat(positions(list(EnrichmentStatus.IN_PROGRESS, null, null)))
        .isEqualTo(down(2020, 2011));
    var cancelled = down(2030, 2021);
    cancelled.addAll(down(1005, 1001));
    assertThat(positions(list(EnrichmentStatus.CANCELLED, null, null))).isEqualTo(cancelled);
  }

  @Test
  void findsThoseThatAreFinishedWhetherTheyAreClosedOrNot() {
    assertThat(positions(list(EnrichmentStatus.FINISHED, null, null)))
        .isEqualTo(down(ENRICHMENTS, ENRICHMENTS - PAGE + 1));
    assertThat(positions(list(EnrichmentStatus.FINISHED, null, id(2041))))
        .startsWith(2040, 2039, 2038, 2037, 2036, 2035, 2034, 2033, 2032, 2031, 2000);
  }

  @Test
  void findsAFewOfOneTypeAmongVeryMany() {
    assertThat(list(null, EnrichmentType.PERSONAL_EMAIL, null)).hasSize(10);
    assertThat(positions(list(null, EnrichmentType.PHONE, null))).startsWith(49_999, 49_998);
    assertThat(list(EnrichmentStatus.CANCELLED, EnrichmentType.EMAIL, null)).isEmpty();
    assertThat(list(EnrichmentStatus.FINISHED, EnrichmentType.PERSONAL_EMAIL, null)).hasSize(10);
    assertThat(list(EnrichmentStatus.QUEUED, EnrichmentType.EMAIL, null)).isEmpty();
  }

  @Test
  void tellsOfEachTheStatusThatItWasFoundBy() {
    for (var status : EnrichmentStatus.values()) {
      assertThat(list(status, null, null))
          .extracting(EnrichmentSummary::status)
          .containsOnly(status);
    }
  }

  /** The fastest of several times, since others work on this machine as well. */
  private static List<EnrichmentSummary> list(
      @Nullable EnrichmentStatus status, @Nullable EnrichmentType type, @Nullable UUID before) {
    var fastest = Long.MAX_VALUE;
    List<EnrichmentSummary> page = List.of();
    // More often than the driver waits before it has the statement planned for any values.
    for (var i = 0; i < 12; i++) {
      var began = System.nanoTime();
      page = ENRICHMENTS_OF.list(ACCOUNT, status, type, before, PAGE);
      fastest = Math.min(fastest, System.nanoTime() - began);
    }
    System.out.printf("status %s, type %s: %.1f ms%n", status, type, fastest / 1_000_000.0);
    assertThat(Duration.ofNanos(fastest)).isLessThan(AT_MOST);
    return page;
  }

  private static List<Integer> positions(List<EnrichmentSummary> page) {
    return page.stream()
        .map(summary -> (int) (summary.enrichmentId().getLeastSignificantBits() & 0xFFFFFFFFL))
        .toList();
  }

  private static UUID id(int position) {
    return UUID.fromString("01990000-0000-7000-8000-%012x".formatted(position));
  }

  private static List<Integer> down(int from, int to) {
    var positions = new ArrayList<Integer>();
    for (var position = from; position >= to; position--) {
      positions.add(position);
    }
    return positions;
  }
}
