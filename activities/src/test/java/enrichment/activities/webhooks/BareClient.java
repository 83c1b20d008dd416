package enrichment.activities.webhooks;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolStats;

/**
 * The HTTP client as it comes, with connections enough: what a {@link WebhookClient} is measured
 * by.
 */
final class BareClient implements AutoCloseable {

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  BareClient(int connections) {
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .build();
    this.client = HttpClients.custom().setConnectionManager(this.connections).build();
  }

  int post(String url, byte[] json) throws IOException {
    var request = new HttpPost(url);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    return client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  PoolStats connections() {
    return connections.getTotalStats();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
