package enrichment.providers.http;

import enrichment.providers.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Talks to vendors: one deadline for everything, no redirects, no cookies, no retries of its own,
 * and no more of an answer read than anybody needs. One is enough for all providers.
 */
public final class VendorClient implements AutoCloseable {

  /** Of an answer, uncompressed, in bytes. */
  static final int MOST_READ = 1024 * 1024;

  /** Above what workers have under way; who is called how often is decided elsewhere. */
  private static final int CONNECTIONS = 10_000;

  private final UnaryOperator<URI> redirection;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  public VendorClient() {
    this(UnaryOperator.identity());
  }

  /**
   * @param redirection where a request goes in place of its address, for tests: to a stub
   */
  public VendorClient(UnaryOperator<URI> redirection) {
    this(redirection, SystemDefaultDnsResolver.INSTANCE, CONNECTIONS);
  }

  VendorClient(UnaryOperator<URI> redirection, DnsResolver resolver, int most) {
    this.redirection = redirection;
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(socket -> new VendorConnection())
            .setDnsResolver(resolver)
            .setMaxConnTotal(most)
            .setMaxConnPerRoute(most)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    // The deadline alone: a timeout would begin anew with every packet.
                    .setConnectTimeout(Timeout.DISABLED)
                    // A vendor may have closed it meanwhile, and what is sent then is in doubt.
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setRequestExecutor(new SendingExecutor())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    // None at all would mean not to wait for a connection.
                    .setConnectionRequestTimeout(Timeout.ofDays(1))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .evictIdleConnections(TimeValue.ofSeconds(10))
            .setUserAgent("enrichment/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Sends a request and reads the answer.
   *
   * @param timeout after which it is given up, wherever it is then
   * @return without a body where that is too long
   * @throws ProviderException of the kind {@code UNAVAILABLE} when it has certainly not been sent,
   *     {@code IN_DOUBT} when there is no whole answer though it may have been
   */
  VendorReply send(VendorRequest request, Duration timeout) throws ProviderException {
    var http = http(request);
    var attempt = new Attempt();
    var context = HttpClientContext.create();
    attempt.attachTo(context);
    // Neither looking up a name nor closing TLS can be hurried, so somebody else waits for them.
    var exchange = new FutureTask<>(() -> read(client.executeOpen(null, http, context), http));
    Thread.ofVirtual().name("vendor-call").start(exchange);
    try {
      return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause(), attempt);
    } catch (TimeoutException e) {
      throw abandoned(e, http, attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(e, http, attempt);
    }
  }

  private HttpUriRequestBase http(VendorRequest request) {
    var http = new HttpUriRequestBase(request.method(), redirection.apply(request.uri()));
    http.setHeader(HttpHeaders.ACCEPT, "application/json");
    request.headers().forEach(http::setHeader);
    if (request.contentType() != null) {
      http.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
      if (!http.containsHeader(HttpHeaders.CONTENT_TYPE)) {
        http.setHeader(HttpHeaders.CONTENT_TYPE, request.contentType());
      }
    }
    return http;
  }

  private static VendorReply read(ClassicHttpResponse response, HttpUriRequestBase http)
      throws IOException {
    var retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    var entity = response.getEntity();
    var body = new byte[0];
    if (entity != null) {
      body = entity.getContent().readNBytes(MOST_READ + 1);
    }
    if (body.length > MOST_READ) {
      // Not closed politely, which would mean to read the rest.
      http.cancel();
    }
    return new VendorReply(
        response.getCode(),
        body.length > MOST_READ ? Optional.empty() : VendorReply.parse(body),
        RetryAfter.parse(retryAfter == null ? null : retryAfter.getValue(), Instant.now()));
  }

  private static ProviderException abandoned(
      Exception why, HttpUriRequestBase http, Attempt attempt) {
    attempt.giveUp();
    Thread.ofVirtual().name("vendor-call-end").start(http::cancel);
    return failure(why, attempt);
  }

  private static ProviderException failure(Throwable cause, Attempt attempt) {
    return Failure.of(cause, attempt.mayHaveBeenSent());
  }

  /** What the connections are doing at the moment. */
  PoolStats connections() {
    return connections.getTotalStats();
  }

  /** Calls that are under way end in doubt. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
