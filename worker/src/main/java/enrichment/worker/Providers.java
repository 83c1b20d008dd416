package enrichment.worker;

import enrichment.activities.lookups.DirectoryProvider;
import enrichment.activities.lookups.LearntPatterns;
import enrichment.activities.lookups.Waterfall;
import enrichment.observability.tracing.Tracing;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import enrichment.providers.finder.DomainPatterns;
import enrichment.providers.finder.EmailFinderKind;
import enrichment.providers.finder.InMemoryDomainPatterns;
import enrichment.providers.http.HttpKind;
import enrichment.providers.http.VendorClient;
import enrichment.store.directory.Directory;
import enrichment.store.lookups.EmailPatterns;
import enrichment.store.sql.Database;
import io.opentelemetry.api.trace.Tracer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers that are configured, and what they are called with. */
public final class Providers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private final Tracer tracer;
  private final VendorClient client;
  private final ProvidersFile file;

  private Providers(Tracer tracer, VendorClient client, ProvidersFile file) {
    this.tracer = tracer;
    this.client = client;
    this.file = file;
  }

  /**
   * @throws enrichment.providers.config.InvalidProvidersFileException listing everything that is
   *     wrong with the file
   */
  public static Providers open(ProviderSettings settings, Database database, Tracer tracer) {
    return open(
        settings,
        new DirectoryProvider(new Directory(database)),
        new LearntPatterns(new EmailPatterns(database), true),
        tracer);
  }

  /**
   * To look at them, not to ask them about anybody: no database is needed.
   *
   * @throws enrichment.providers.config.InvalidProvidersFileException listing everything that is
   *     wrong with the file
   */
  public static Providers openToList(ProviderSettings settings) {
    return open(
        settings, new UnaskedDirectory(), new InMemoryDomainPatterns(), Tracing.OFF.tracer());
  }

  private static Providers open(
      ProviderSettings settings, Provider directory, DomainPatterns patterns, Tracer tracer) {
    var client = new VendorClient();
    Map<String, ProviderKind> kinds =
        Map.of(
            "http",
            new HttpKind(client, InstantSource.system()),
            EmailFinderKind.NAME,
            new EmailFinderKind(patterns),
            DirectoryProvider.NAME,
            ProviderKind.of(directory));
    try {
      return new Providers(
          tracer,
          client,
          ProvidersFile.read(settings.fileName(), settings.text(), settings.environment(), kinds));
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  public ProvidersFile file() {
    return file;
  }

  Waterfall waterfall() {
    return new Waterfall(
        Arrays.stream(Capability.values())
            .collect(Collectors.toMap(Function.identity(), this::chain)));
  }

  private List<Provider> chain(Capability capability) {
    return file.chain(capability).stream().map(this::traced).toList();
  }

  private Provider traced(String name) {
    return new TracedProvider(file.provider(name).orElseThrow(), tracer);
  }

  /** One line for each provider that is not asked though it is named. */
  void logSkipped() {
    for (var skipped : file.skipped()) {
      LOG.atWarn()
          .addKeyValue("provider", skipped.name())
          .addKeyValue("variable", skipped.variable())
          .log("provider.skipped");
    }
  }

  /** Calls that are under way end in doubt. */
  @Override
  public void close() {
    client.close();
  }
}
