package enrichment.store.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProviderCircuitsTest {

  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final Database database = TestDatabase.create();
  private final ProviderCircuits circuits = new ProviderCircuits(database);
  private final Lookups lookups = new Lookups(database);
  private final ContactKey contact =
      new ContactKey(
          Requests.accepted(
                  database,
                  Requests.account(database, 1),
                  EnrichmentType.EMAIL,
                  Requests.person("Ada", "Lovelace", "analytical.example"))
              .enrichmentId(),
          0);

  @Test
  void opensAfterTenFailuresInARow() {
    fail(9);
    assertThat(health().failing()).isNull();
    assertThat(health().troubled()).isTrue();
    assertThat(circuits.countFailure("vendor", "http_503", false)).isTrue();
    assertThat(health().failing()).isEqualTo("http_503");
    assertThat(health().probeIn()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(30));
  }

  @Test
  void anAnswerInBetweenBeginsTheCountAnew() {
    fail(9);
    circuits.close("vendor");
    fail(9);
    assertThat(health().failing()).isNull();
  }

  @Test
  void oneAtATimeProbesAndAFailedProbeWaitsLonger() {
    fail(10);
    assertThat(circuits.claimProbe("vendor", AT_MOST)).isFalse();
    due();
    assertThat(circuits.claimProbe("vendor", AT_MOST)).isTrue();
    assertThat(circuits.claimProbe("vendor", AT_MOST)).isFalse();

    circuits.countFailure("vendor", "timeout", true);
    assertThat(health().probeIn()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    assertThat(health().failing()).isEqualTo("timeout");
  }

  @Test
  void whatWasUnderWayWhenItOpenedDoesNotCount() {
    fail(10);
    fail(5);
    assertThat(health().probeIn()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aKeyThatIsRefusedOpensItAtOnce() {
    circuits.open("vendor", "KEY_REFUSED", Duration.ofMinutes(10));
    assertThat(health().failing()).isEqualTo("KEY_REFUSED");
    assertThat(health().probeIn()).isGreaterThan(Duration.ofMinutes(9));
    circuits.close("vendor");
    assertThat(health().failing()).isNull();
    assertThat(health().troubled()).isFalse();
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      circuits.countFailure("vendor", "http_503", false);
    }
  }

  private void due() {
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update provider_circuit set open_until = now()"));
  }

  private ProviderHealth health() {
    return lookups.open(contact, "vendor", null, "").provider();
  }
}
