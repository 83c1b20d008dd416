package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutesTest {

  private final Substitutes substitutes =
      new Substitutes(Map.of("/etc/temporal/schema", Path.of("/cache/schema")));

  private final int postgresql = substitutes.port("postgresql", 5432);
  private final int temporal = substitutes.port("temporal", 7233);

  @Test
  void addressesOfContainersAreOnesOfThisMachine() {
    assertThat(
            substitutes.variable(
                "api", "DATABASE_URL", "jdbc:postgresql://postgresql:5432/enrichment?user=u"))
        .isEqualTo("jdbc:postgresql://127.0.0.1:" + postgresql + "/enrichment?user=u");
    assertThat(substitutes.variable("api", "TEMPORAL_ADDRESS", "temporal:7233"))
        .isEqualTo("127.0.0.1:" + temporal);
    assertThat(substitutes.variable("temporal", "POSTGRES_SEEDS", "postgresql"))
        .isEqualTo("127.0.0.1");
    assertThat(substitutes.variable("temporal", "DB_PORT", "5432")).isEqualTo("" + postgresql);
    assertThat(substitutes.variable("temporal", "BIND_ON_IP", "0.0.0.0")).isEqualTo("127.0.0.1");
  }

  @Test
  void everyContainerHasPortsOfItsOwn() {
    var one = substitutes.variable("worker-1", "METRICS_PORT", "9464");
    assertThat(one).isNotEqualTo(substitutes.variable("worker-2", "METRICS_PORT", "9464"));
    assertThat(substitutes.word("worker-1", "curl http://localhost:9464/metrics"))
        .isEqualTo("curl http://127.0.0.1:" + one + "/metrics");
    assertThat(substitutes.word("temporal", "localhost")).isEqualTo("127.0.0.1");
    assertThat(substitutes.word("temporal", "7233")).isEqualTo("" + temporal);
  }

  @Test
  void filesAreWhereThisMachineHasThem() {
    assertThat(substitutes.word("temporal-schema", "-d \"/etc/temporal/schema/postgresql/v12\""))
        .isEqualTo("-d \"/cache/schema/postgresql/v12\"");
  }

  @Test
  void nothingElseIsReplaced() {
    for (var text :
        new String[] {
          "enrichment", "postgres12", "30", "127.0.0.0/8", "http://elsewhere:4317", "-v 0.0", "7d"
        }) {
      assertThat(substitutes.variable("worker", "NAME", text)).isEqualTo(text);
    }
  }
}
