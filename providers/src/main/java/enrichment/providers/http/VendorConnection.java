package enrichment.providers.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;

/** A connection to a vendor. */
final class VendorConnection extends DefaultManagedHttpClientConnection {

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 * 1024).build();

  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(LIMITS);

  private boolean readsHead;

  VendorConnection() {
    super(
        "vendor",
        StandardCharsets.UTF_8.newDecoder(),
        StandardCharsets.UTF_8.newEncoder(),
        LIMITS,
        null,
        null,
        null,
        PARSERS);
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new Holder(socket));
  }

  @Override
  public void bind(SSLSocket tls, Socket socket) throws IOException {
    bind(new Holder(tls, socket));
  }

  /** A head without its end is not complete (RFC 9112, 8), though the parser takes it for one. */
  @Override
  public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
    readsHead = true;
    var response = super.receiveResponseHeader();
    readsHead = false;
    return response;
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  /** Never politely: TLS would wait for the vendor to say goodbye too. */
  @Override
  public void close(CloseMode mode) {
    super.close(CloseMode.IMMEDIATE);
  }

  private final class Holder extends SocketHolder {

    Holder(Socket socket) {
      super(socket);
    }

    Holder(SSLSocket tls, Socket socket) {
      super(tls, socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new FilterInputStream(super.getInputStream(socket)) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          var read = super.read(buffer, offset, length);
          if (read < 0 && readsHead) {
            throw new ConnectionClosedException();
          }
          return read;
        }
      };
    }
  }
}
