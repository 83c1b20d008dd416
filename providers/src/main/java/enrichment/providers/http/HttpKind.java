package enrichment.providers.http;

import enrichment.providers.config.ProviderDraft;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.Settings;
import java.time.InstantSource;

/** Providers that need no code: a definition says how they are asked over HTTP. */
public final class HttpKind implements ProviderKind {

  private final VendorClient client;
  private final InstantSource clock;

  /**
   * @param client whom all of them share; it stays the caller's to close
   * @param clock by which it is told how long an answer has been pending
   */
  public HttpKind(VendorClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public ProviderDraft read(String name, Settings settings) {
    var reader = new DefinitionReader(name, settings);
    var definition = reader.read();
    return new ProviderDraft(reader.finds(), () -> new HttpProvider(definition, client, clock));
  }
}
