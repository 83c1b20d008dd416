package enrichment.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API. What it takes and answers is in the README. */
public final class EnrichmentApi implements AutoCloseable {

  static final String BASE_PATH = "/api/v2";

  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentApi.class);

  /** A little more than the slowest answer takes. */
  private static final Duration GRACE = Duration.ofSeconds(22);

  private final Javalin app;

  private EnrichmentApi(Javalin app) {
    this.app = app;
  }

  /** Builds the API; it listens once it is started. */
  public static EnrichmentApi create(ApiParts parts) {
    return new EnrichmentApi(
        Javalin.create(
            config -> {
              configure(config);
              route(config.routes, parts);
              ErrorResponses.register(config.routes);
            }));
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @throws PortTakenException when another process listens there
   */
  public EnrichmentApi start(int port) {
    try {
      app.start(port);
    } catch (JavalinBindException e) {
      throw new PortTakenException(port);
    }
    LOG.atInfo().addKeyValue("port", port()).log("http.started");
    return this;
  }

  public int port() {
    return app.port();
  }

  /** Takes no more requests, and returns when those under way are answered. */
  @Override
  public void close() {
    app.stop();
  }

  private static void route(RoutesConfig routes, ApiParts parts) {
    var authentication = new Authentication(parts.accounts());
    var webhooks = parts.webhooks();
    var webhookUrls = new WebhookUrls(parts.webhookAddresses());
    var reader = new EnrichmentReader(webhookUrls);
    var intake =
        new EnrichmentIntake(
            parts.credits(), parts.enrichments(), webhooks.deliveries(), parts.starter());
    var health = new HealthHandler(parts.readiness());

    // Every answer is about somebody, or about this very moment.
    routes.before(ctx -> ctx.header(Header.CACHE_CONTROL, "no-store"));
    routes.post(
        BASE_PATH + "/contacts/bulk_enrich",
        authentication.account(new BulkEnrichHandler(reader, intake)));
    routes.post(
        BASE_PATH + "/contacts/single_enrich",
        authentication.account(new SingleEnrichHandler(reader, intake)));
    get(
        routes,
        BASE_PATH + "/contacts/{id}",
        authentication.account(new ContactHandler(parts.contacts())));
    get(
        routes,
        BASE_PATH + "/contacts/{id}/lookups",
        authentication.account(new LookupsHandler(parts.contacts(), parts.trace())));
    get(
        routes,
        BASE_PATH + "/enrichments/{id}",
        authentication.account(new EnrichmentHandler(parts.enrichments())));
    get(
        routes,
        BASE_PATH + "/credits",
        authentication.account(new CreditsHandler(parts.credits())));
    var deliveries = new DeliveriesHandler(parts.contacts(), parts.enrichments(), webhooks.log());
    get(
        routes,
        BASE_PATH + "/contacts/{id}/deliveries",
        authentication.account(deliveries::ofContact));
    get(
        routes,
        BASE_PATH + "/enrichments/{id}/deliveries",
        authentication.account(deliveries::ofEnrichment));
    var redelivery =
        new RedeliveryHandler(
            parts.contacts(), parts.enrichments(), webhooks.redeliveries(), webhooks.starter());
    routes.post(
        BASE_PATH + "/contacts/{id}/redeliver", authentication.account(redelivery::ofContact));
    routes.post(
        BASE_PATH + "/enrichments/{id}/redeliver",
        authentication.account(redelivery::ofEnrichment));
    var webhookSecret = new WebhookSecretHandler(webhooks.secrets());
    get(routes, BASE_PATH + "/account/webhook_secret", authentication.account(webhookSecret::show));
    routes.post(
        BASE_PATH + "/account/webhook_secret/rotate",
        authentication.account(webhookSecret::rotate));
    routes.post(
        BASE_PATH + "/account/webhook_test",
        authentication.account(
            new WebhookTestHandler(webhookUrls, webhooks.tests(), webhooks.starter())));
    get(routes, "/healthz", health::health);
    get(routes, "/readyz", health::ready);
    if (parts.adminToken() != null) {
      var admin = new AdminHandler(parts.accounts(), parts.credits());
      routes.post(
          "/admin/accounts", Authentication.admin(parts.adminToken(), admin::createAccount));
      routes.post(
          "/admin/accounts/{id}/credits",
          Authentication.admin(parts.adminToken(), admin::grantCredits));
      var providers = new ProvidersHandler(parts.providers());
      get(routes, "/admin/providers", Authentication.admin(parts.adminToken(), providers::list));
    }
  }

  /** HEAD is GET without the body (RFC 9110); left to Javalin it would be 200, whoever asks. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jsonMapper(new JavalinJackson(Json.MAPPER, true));
    config.http.maxRequestSize = RequestBody.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(EnrichmentApi::fatal);
    config.jetty.modifyServer(EnrichmentApi::modify);
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
  }

  private static void modify(Server server) {
    server.setErrorHandler(new JettyErrors());
    server.setStopTimeout(GRACE.toMillis());
    server.insertHandler(new GracefulHandler());
  }

  /** Errors, such as a stack that overflows, do not pass the exceptions' mapping. */
  private static void fatal(HttpServletResponse response, Error error) {
    LOG.atError().addKeyValue("exception", SafeTrace.of(error)).log("http.request.failed");
    var problem = Problem.internalError();
    response.setStatus(problem.status());
    response.setContentType(Problem.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.bytes(problem));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
