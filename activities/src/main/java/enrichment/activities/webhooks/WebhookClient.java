package enrichment.activities.webhooks;

import enrichment.activities.webhooks.WebhookConnection.AnswerTooLongException;
import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.WebhookUrl;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.Timeout;

/**
 * POSTs to receivers that nobody here controls: one deadline for everything, no redirects, no
 * cookies, no decompression, and no more of the answer read than is needed.
 */
public final class WebhookClient implements AutoCloseable {

  /** For resolving, connecting, TLS, headers and body together. */
  static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Tracer tracer;
  private final Duration deadline;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

  /**
   * @param connections how many may be open at a time
   */
  public WebhookClient(AddressPolicy policy, int connections, Tracer tracer) {
    this(
        new PinningDnsResolver(policy, new BoundedLookups(HostResolver.SYSTEM)),
        connections,
        DEADLINE,
        tracer);
  }

  WebhookClient(AddressPolicy policy, int connections, Duration deadline) {
    this(policy, connections, deadline, new BoundedLookups(HostResolver.SYSTEM));
  }

  WebhookClient(AddressPolicy policy, int connections, Duration deadline, HostResolver resolver) {
    this(new PinningDnsResolver(policy, resolver), connections, deadline);
  }

  WebhookClient(DnsResolver resolver, int connections, Duration deadline) {
    this(resolver, connections, deadline, OpenTelemetry.noop().getTracer(""));
  }

  private WebhookClient(DnsResolver resolver, int connections, Duration deadline, Tracer tracer) {
    this.tracer = tracer;
    this.deadline = deadline;
    // An attempt that has ended leaves nothing behind until its deadline.
    deadlines.setRemoveOnCancelPolicy(true);
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(socket -> new WebhookConnection())
            .setDnsResolver(resolver)
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .setDefaultConnectionConfig(
                // The deadline alone: a timeout would begin anew with every packet.
                ConnectionConfig.custom().setConnectTimeout(Timeout.DISABLED).build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(this.connections)
            // Most receivers are not heard of again soon.
            .evictIdleConnections(Timeout.of(deadline))
            .setUserAgent("enrichment-webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Sends one POST.
   *
   * @param url checked again, since what is stored may be older than the rules
   * @throws MalformedURLException when webhooks must not be sent there
   * @throws DeadlineExceededException when there was no whole answer before the deadline
   * @throws IOException when there was none for another reason
   */
  WebhookReply post(String url, byte[] json, Map<String, String> headers) throws IOException {
    if (!Span.current().getSpanContext().isValid()) {
      return send(url, json, headers);
    }
    // Neither the URL nor its host: they are the customer's.
    var span = tracer.spanBuilder("POST").setSpanKind(SpanKind.CLIENT).startSpan();
    try {
      var reply = send(url, json, headers);
      span.setAttribute("http.response.status_code", reply.status());
      return reply;
    } catch (IOException | RuntimeException e) {
      span.setAttribute("error.type", e.getClass().getName()).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private WebhookReply send(String url, byte[] json, Map<String, String> headers)
      throws IOException {
    var request = new HttpPost(WebhookUrl.parse(url).uri());
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    var timer = deadlines.schedule(request::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return reply(client.executeOpen(null, request, null));
    } catch (IOException | RuntimeException e) {
      // What the deadline's end of an exchange looks like depends on how far it had come.
      if (request.isCancelled()) {
        throw new DeadlineExceededException(e);
      }
      throw e;
    } finally {
      timer.cancel(false);
    }
  }

  private static WebhookReply reply(ClassicHttpResponse response) throws IOException {
    var retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    var entity = response.getEntity();
    return new WebhookReply(
        response.getCode(),
        retryAfter == null ? null : retryAfter.getValue(),
        entity == null ? "" : Excerpt.of(start(entity.getContent())));
  }

  /**
   * A body is read to its end, so that the connection can be used again. When it has none within
   * reach, the connection is closed, and what came is the answer.
   */
  private static byte[] start(InputStream body) throws IOException {
    var start = new ByteArrayOutputStream();
    var buffer = new byte[Excerpt.BYTES];
    try {
      for (int read; (read = body.read(buffer)) >= 0; ) {
        start.write(buffer, 0, Math.min(read, Excerpt.BYTES - start.size()));
      }
    } catch (AnswerTooLongException e) {
      // The rest is not needed.
    }
    return start.toByteArray();
  }

  /** What the connections are doing at the moment. */
  PoolStats connections() {
    return connections.getTotalStats();
  }

  /** How many deadlines are awaited. */
  int deadlines() {
    return deadlines.getQueue().size();
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.GRACEFUL);
  }
}
