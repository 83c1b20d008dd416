package enrichment.activities;

import enrichment.domain.AddressPolicy;
import enrichment.domain.HostResolver;
import enrichment.domain.WebhookUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * POSTs to receivers that nobody here controls: one deadline for everything, no redirects, no
 * cookies, no decompression, and no more of the answer read than is needed.
 */
public final class WebhookClient implements AutoCloseable {

  /** For resolving, connecting, TLS, headers and body together. */
  static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final int BYTES_READ = 64 * 1024;

  private final Duration deadline;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

  /**
   * @param connections how many may be open at a time
   */
  public WebhookClient(AddressPolicy policy, int connections) {
    this(policy, connections, DEADLINE);
  }

  WebhookClient(AddressPolicy policy, int connections, Duration deadline) {
    this(policy, connections, deadline, HostResolver.SYSTEM);
  }

  WebhookClient(AddressPolicy policy, int connections, Duration deadline, HostResolver resolver) {
    this.deadline = deadline;
    var timeout = Timeout.of(deadline);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new PinningDnsResolver(policy, resolver))
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(connections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout)
                    .setResponseTimeout(timeout)
                    .build())
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
   * @throws IOException when there was no whole answer before the deadline, or when webhooks must
   *     not be sent there
   */
  WebhookReply post(String url, byte[] json, Map<String, String> headers) throws IOException {
    var request = new HttpPost(WebhookUrl.parse(url).uri());
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    var timer = deadlines.schedule(request::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      var response = client.executeOpen(null, request, null);
      readSome(response, request);
      var retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
      return new WebhookReply(
          response.getCode(), retryAfter == null ? null : retryAfter.getValue(), "");
    } finally {
      timer.cancel(false);
    }
  }

  /**
   * An answer that is read to its end leaves a connection that can be used again. A longer one is
   * cut off: closing its stream would read on, for as long as the receiver likes.
   */
  private static void readSome(ClassicHttpResponse response, HttpPost request) throws IOException {
    if (response.getEntity() != null
        && response.getEntity().getContent().readNBytes(BYTES_READ).length == BYTES_READ) {
      request.cancel();
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.GRACEFUL);
  }
}
