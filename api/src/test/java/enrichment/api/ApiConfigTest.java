package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiConfigTest {

  private static final String URL = "jdbc:postgresql://localhost/enrichment?password=secret";

  @Test
  void needsNothingButADatabase() {
    var config = ApiConfig.from(Map.of("DATABASE_URL", URL, "ADMIN_TOKEN", " "));
    assertThat(config.httpPort()).isEqualTo(8080);
    assertThat(config.databaseUrl()).isEqualTo(URL);
    assertThat(config.settings().adminToken()).isNull();
  }

  @Test
  void readsAllOfIt() throws UnknownHostException {
    var config =
        ApiConfig.from(
            Map.of(
                "DATABASE_URL", URL,
                "HTTP_PORT", "9090",
                "ADMIN_TOKEN", "operator",
                "TEMPORAL_UI_URL", "https://temporal.example/ui/",
                "WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8, fd00::/8,"));
    assertThat(config.httpPort()).isEqualTo(9090);
    assertThat(config.settings().adminToken()).isEqualTo("operator");
    assertThat(config.settings().temporalUiUrl()).isEqualTo("https://temporal.example/ui");
    assertThat(config.settings().webhookAddresses().permits(InetAddress.getByName("127.0.0.1")))
        .isTrue();
    assertThat(config.settings().webhookAddresses().permits(InetAddress.getByName("10.0.0.1")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL,''",
    "DATABASE_URL,postgresql://localhost/enrichment",
    "HTTP_PORT,http",
    "TEMPORAL_UI_URL,localhost:8233",
    "TEMPORAL_UI_URL,http://localhost:8233/?namespace=default",
    "HTTP_PORT,65536",
    "HTTP_PORT,-1",
    "WEBHOOK_ALLOWED_NETWORKS,localnet",
    "WEBHOOK_ALLOWED_NETWORKS,10.0.0.0/99"
  })
  void namesTheVariableThatIsWrong(String name, String value) {
    var environment = new HashMap<>(Map.of("DATABASE_URL", URL));
    environment.put(name, value);
    assertThatThrownBy(() -> ApiConfig.from(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void showsNoSecret() {
    assertThat(ApiConfig.from(Map.of("DATABASE_URL", URL, "ADMIN_TOKEN", "operator")))
        .asString()
        .doesNotContain("secret", "operator");
  }
}
