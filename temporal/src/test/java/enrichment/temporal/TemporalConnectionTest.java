package enrichment.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.temporal.CloudServer.Start;
import io.grpc.Context;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Temporal Cloud by configuration alone, against a server that asks for what it asks for. */
@Timeout(60)
class TemporalConnectionTest {

  private static final String NAMESPACE = "sales.a1b2c";

  @TempDir Path folder;
  private TestKey serverKey;
  private TestKey clientKey;

  @BeforeEach
  void makeKeys() throws Exception {
    serverKey = TestKey.make(folder, "server");
    clientKey = TestKey.make(folder, "client");
  }

  @Test
  void connectsWithAnApiKeyFromTheEnvironment() throws Exception {
    try (var server = new CloudServer(serverKey, null)) {
      start(
          Map.of(
              "TEMPORAL_ADDRESS",
              server.address(),
              "TEMPORAL_NAMESPACE",
              NAMESPACE,
              "TEMPORAL_API_KEY",
              "secret-key",
              "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
              serverKey.certificate().toString()));

      assertThat(server.starts())
          .containsExactly(new Start("Bearer secret-key", NAMESPACE, null, NAMESPACE));
    }
  }

  @Test
  void sendsAKeyWithoutTlsWhereThatIsSaidToBeOff() {
    var environment =
        Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", "TEMPORAL_API_KEY", "k", "TEMPORAL_TLS", "false");
    try (var temporal = TemporalConnection.open(environment)) {
      assertThat(temporal.service().getOptions().getEnableHttps()).isFalse();
    }
  }

  @Test
  void connectsWithAClientCertificateFromTheEnvironment() throws Exception {
    try (var server = new CloudServer(serverKey, clientKey)) {
      start(mutualTls(server));

      assertThat(server.starts())
          .containsExactly(new Start(null, NAMESPACE, "CN=client", NAMESPACE));
    }
  }

  @Test
  void isRefusedWithoutTheCertificateThatIsAskedFor() throws Exception {
    try (var server = new CloudServer(serverKey, clientKey)) {
      var environment = new HashMap<>(mutualTls(server));
      environment.keySet().removeIf(name -> name.contains("CLIENT"));

      assertThatThrownBy(() -> start(environment)).isInstanceOf(WorkflowServiceException.class);
      assertThat(server.starts()).isEmpty();
    }
  }

  @Test
  void trustsNoServerThatItIsNotToldToTrust() throws Exception {
    try (var server = new CloudServer(serverKey, null)) {
      var environment =
          Map.of("TEMPORAL_ADDRESS", server.address(), "TEMPORAL_API_KEY", "secret-key");

      assertThatThrownBy(() -> start(environment)).isInstanceOf(WorkflowServiceException.class);
      assertThat(server.starts()).isEmpty();
    }
  }

  @Test
  void connectsWithAProfileOfAFile() throws Exception {
    try (var server = new CloudServer(serverKey, clientKey)) {
      var file =
          Files.writeString(
              folder.resolve("temporal.toml"),
              """
              [profile.cloud]
              address = "%s"
              namespace = "%s"
              api_key = "secret-key"
              [profile.cloud.tls]
              client_cert_path = "%s"
              client_key_path = "%s"
              server_ca_cert_path = "%s"
              """
                  .formatted(
                      server.address(),
                      NAMESPACE,
                      clientKey.certificate(),
                      clientKey.key(),
                      serverKey.certificate()));
      var environment =
          Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "cloud");
      start(environment);

      assertThat(server.starts())
          .containsExactly(new Start("Bearer secret-key", NAMESPACE, "CN=client", NAMESPACE));
      assertThat(TemporalConnection.namedAddress(environment)).contains(server.address());
    }
  }

  @Test
  void takesAnAddressOnlyFromWhereItIsTold() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("temporal.toml"), "[profile.default]\naddress = \"far.example:7233\"\n");

    assertThat(TemporalConnection.namedAddress(Map.of())).isEmpty();
    assertThat(TemporalConnection.namedAddress(Map.of("TEMPORAL_ADDRESS", "near:7233")))
        .contains("near:7233");
    assertThat(TemporalConnection.namedAddress(Map.of("TEMPORAL_CONFIG_FILE", file.toString())))
        .contains("far.example:7233");
  }

  @Test
  void saysInOneSentenceWhatCannotBeUsed() throws Exception {
    var broken = Files.writeString(folder.resolve("broken.toml"), "api_key = 'secret\nx");
    assertRefused(Map.of("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml"), "/nowhere/");
    assertRefused(Map.of("TEMPORAL_CONFIG_FILE", broken.toString()), "Temporal's configuration");
    assertRefused(Map.of("TEMPORAL_PROFILE", "unknown"), "unknown");
    assertRefused(
        Map.of(
            "TEMPORAL_ADDRESS", "localhost:1",
            "TEMPORAL_TLS_CLIENT_CERT_PATH", "/nowhere/client.crt"),
        "certificates");
  }

  private static void assertRefused(Map<String, String> environment, String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemporalConnection.open(environment).close())
        .withMessageContaining(word)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("secret"));
  }

  private Map<String, String> mutualTls(CloudServer server) {
    return Map.of(
        "TEMPORAL_ADDRESS", server.address(),
        "TEMPORAL_NAMESPACE", NAMESPACE,
        "TEMPORAL_TLS", "true",
        "TEMPORAL_TLS_CLIENT_CERT_PATH", clientKey.certificate().toString(),
        "TEMPORAL_TLS_CLIENT_KEY_PATH", clientKey.key().toString(),
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH", serverKey.certificate().toString());
  }

  /** Gives up after a while: the SDK tries again for longer. */
  private static void start(Map<String, String> environment) throws Exception {
    try (var timer = Executors.newSingleThreadScheduledExecutor();
        var connection = TemporalConnection.open(environment);
        var limited = Context.current().withDeadlineAfter(5, TimeUnit.SECONDS, timer)) {
      var workflow =
          connection
              .client()
              .newUntypedWorkflowStub(
                  "Any",
                  WorkflowOptions.newBuilder().setWorkflowId("any").setTaskQueue("any").build());
      limited.call(workflow::start);
    }
  }
}
