package enrichment.api;

import enrichment.api.account.AccountRoutes;
import enrichment.api.admin.AdminRoutes;
import enrichment.api.admin.MaintenanceRoutes;
import enrichment.api.docs.DocsRoutes;
import enrichment.api.enrichments.EnrichmentRoutes;
import enrichment.api.http.ArrivalDeadline;
import enrichment.api.http.Authentication;
import enrichment.api.http.Closing;
import enrichment.api.http.ErrorResponses;
import enrichment.api.http.HttpMetrics;
import enrichment.api.http.JettyErrors;
import enrichment.api.http.Json;
import enrichment.api.http.Problem;
import enrichment.api.http.RateLimits;
import enrichment.api.http.RequestBody;
import enrichment.api.http.RequestTraces;
import enrichment.api.http.Routes;
import enrichment.api.http.Routes.Route;
import enrichment.api.http.SafeTrace;
import enrichment.api.keys.KeyRoutes;
import enrichment.api.privacy.PrivacyRoutes;
import enrichment.api.webhooks.WebhookRoutes;
import enrichment.api.webhooks.WebhookUrls;
import enrichment.store.accounts.ApiKeys;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Header;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API. What it takes and answers is in the README. */
public final class EnrichmentApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentApi.class);

  /** A little more than the slowest answer takes when nobody waits for a contact any more. */
  private static final Duration GRACE = Duration.ofSeconds(22);

  private static final int HEADER_BYTES = 16 * 1024;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TIME_TO_ARRIVE = Duration.ofSeconds(30);
  private static final int MOST_CONNECTIONS = 10_000;

  /** Of connections that are made and not taken up yet; beyond it they are dropped or reset. */
  private static final int ACCEPT_QUEUE = 4_096;

  private final Javalin app;
  private final List<Route> routes;
  private final Closing closing;
  private final Duration shutdownDelay;

  private EnrichmentApi(Javalin app, List<Route> routes, Closing closing, Duration shutdownDelay) {
    this.app = app;
    this.routes = routes;
    this.closing = closing;
    this.shutdownDelay = shutdownDelay;
  }

  /** Builds the API; it listens once it is started. */
  public static EnrichmentApi create(ApiParts parts) {
    return create(parts, TIME_TO_ARRIVE);
  }

  /**
   * @param timeToArrive for a request, from its first byte to its last
   */
  static EnrichmentApi create(ApiParts parts, Duration timeToArrive) {
    var routes = new ArrayList<Route>();
    var closing = new Closing();
    var metrics = new HttpMetrics(parts.metrics());
    var app =
        Javalin.create(
            config -> {
              configure(config, timeToArrive, metrics);
              routes.addAll(route(config.routes, parts, closing));
              ErrorResponses.register(config.routes);
            });
    metrics.expect(routes);
    return new EnrichmentApi(app, routes, closing, parts.settings().shutdownDelay());
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

  /** Every route that this answers to. */
  List<Route> routes() {
    return List.copyOf(routes);
  }

  public int port() {
    return app.port();
  }

  /**
   * Says that it is not ready, for the shutdown delay; then takes no more requests, and returns
   * when those under way are answered.
   */
  @Override
  public void close() {
    closing.announce();
    stayForTheDelay();
    closing.begin();
    app.stop();
  }

  private void stayForTheDelay() {
    try {
      Thread.sleep(shutdownDelay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Route> route(RoutesConfig config, ApiParts parts, Closing closing) {
    var database = parts.database();
    var routes =
        new Routes(
            config,
            new Authentication(
                new ApiKeys(database),
                new RateLimits(parts.settings().rateLimits(), parts.metrics())),
            parts.settings().adminToken(),
            new RequestTraces(parts.tracing().tracer()));
    var webhookUrls = new WebhookUrls(parts.settings().webhookAddresses());

    // Almost every answer is about somebody, or about this very moment.
    config.before(ctx -> ctx.header(Header.CACHE_CONTROL, "no-store"));
    config.before(RequestTraces::begin);
    config.before(routes::refuseOtherMethods);
    config.after(RequestTraces::end);
    EnrichmentRoutes.register(
        routes, database, parts.enrichmentStarter(), webhookUrls, closing, parts.metrics());
    WebhookRoutes.register(routes, database, parts.webhookStarter(), webhookUrls);
    AccountRoutes.register(routes, database, parts.enrichmentStarter());
    KeyRoutes.register(routes, database);
    AdminRoutes.register(routes, database, parts.webUi());
    PrivacyRoutes.register(routes, database);
    MaintenanceRoutes.register(routes, parts.maintenanceStarter());
    HealthRoutes.register(routes, parts.readiness(), closing);
    DocsRoutes.register(routes);
    return routes.table();
  }

  private static void configure(JavalinConfig config, Duration timeToArrive, HttpMetrics metrics) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jsonMapper(new JavalinJackson(Json.MAPPER, true));
    config.http.maxRequestSize = RequestBody.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(EnrichmentApi::fatal);
    config.requestLogger.http(metrics::answered);
    config.jetty.modifyServer(server -> modify(server, timeToArrive, metrics));
    config.jetty.modifyHttpConfiguration(EnrichmentApi::bound);
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
  }

  /** Whoever sends or reads nothing for so long is cut off. */
  private static void bound(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
  }

  private static void modify(Server server, Duration timeToArrive, HttpMetrics metrics) {
    // It has its connectors only then.
    server.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarting(LifeCycle event) {
            for (var each : server.getConnectors()) {
              var connector = (ServerConnector) each;
              connector.setAcceptQueueSize(ACCEPT_QUEUE);
              connector.addBean(new ArrivalDeadline(connector, timeToArrive));
            }
          }
        });
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
    server.setErrorHandler(new JettyErrors());
    server.setStopTimeout(GRACE.toMillis());
    var underWay = new GracefulHandler();
    metrics.watch(underWay::getCurrentRequestCount);
    server.insertHandler(underWay);
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
