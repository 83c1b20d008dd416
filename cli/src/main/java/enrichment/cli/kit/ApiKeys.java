package enrichment.cli.kit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of an account, whoever manages them. */
public final class ApiKeys {

  private static final Table KEYS =
      new Table()
          .with("Key", "/key_id")
          .with("Name", "/name")
          .with("Prefix", "/prefix")
          .with("Scopes", "/scopes")
          .with("Created", "/created_at")
          .with("Expires", "/expires_at")
          .with("Last used", "/last_used_at")
          .with("Revoked", "/revoked_at");

  /** What a new key is like. */
  public static final class NewKey {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is for.")
    private String name;

    @Option(
        names = "--scopes",
        split = ",",
        paramLabel = "SCOPE",
        description = "What it allows: enrich, read, account; else all of them.")
    private @Nullable List<String> scopes;

    @Option(
        names = "--expires-at",
        paramLabel = "TIME",
        description = "When it ends, such as 2027-01-31T00:00:00Z; else never.")
    private @Nullable String expiresAt;
  }

  private final ApiClient api;
  private final String path;
  private final Output output;

  /**
   * @param path of the list of the account's keys
   */
  public ApiKeys(ApiClient api, String path, Output output) {
    this.api = api;
    this.path = path;
    this.output = output;
  }

  public void list(Paging paging) {
    output.show(paging.read(api, path, "keys", Map.of()), KEYS, "There are no keys.");
  }

  public void create(NewKey key) {
    var body = Json.object().put("name", key.name);
    if (key.scopes != null) {
      key.scopes.forEach(body.putArray("scopes")::add);
    }
    if (key.expiresAt != null) {
      body.put("expires_at", key.expiresAt);
    }
    output.show(api.send(ApiRequest.post(path, body)));
    output.say("The api_key is not shown again.");
  }

  public void revoke(String keyId) {
    api.send(ApiRequest.delete(path + "/" + Paging.encoded(keyId)));
    output.show(Json.object().put("key_id", keyId).put("revoked", true), "The key is revoked.");
  }
}
