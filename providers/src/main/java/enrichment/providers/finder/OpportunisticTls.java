package enrichment.providers.finder;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS that keeps onlookers out and proves nothing (RFC 7435). Certificates of mail exchangers are
 * often self-signed or of another name, nothing says which name to expect without DANE or MTA-STS,
 * and the alternative is to talk in the clear: any certificate is better than that.
 */
final class OpportunisticTls {

  private static final SSLContext CONTEXT = context();

  /**
   * @param host the mail exchanger's name, for servers that have many certificates
   * @return over the plain socket, which closing it closes too
   */
  static SSLSocket over(Socket plain, String host) throws IOException {
    var socket =
        (SSLSocket) CONTEXT.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    var parameters = socket.getSSLParameters();
    try {
      parameters.setServerNames(List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
    } catch (IllegalArgumentException e) {
      // DNS allows names that TLS does not: they are not mentioned.
    }
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private OpportunisticTls() {}
}
