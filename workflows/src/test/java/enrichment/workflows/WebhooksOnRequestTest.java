package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent because somebody asked for it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WebhooksOnRequestTest {

  private static final UUID ID = new UUID(0, 1);

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void deliversEveryMessageAgainThoughOneIsGivenUp() {
    var refused = new UUID(0, 2);
    var taken = new UUID(0, 3);
    enrichment.webhooks.willNotTake(refused);

    enrichment.redeliver(ID, refused, taken);

    assertThat(enrichment.webhooks.reposted()).containsExactlyInAnyOrder(refused, taken);
  }

  @Test
  void sendsASampleOnce() {
    enrichment.sendSample(ID);
    assertThat(enrichment.webhooks.samples()).containsExactly(ID);
  }
}
