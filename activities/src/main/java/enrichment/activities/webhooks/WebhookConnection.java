package enrichment.activities.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;

/**
 * A connection to a receiver that nobody here controls. Whatever an answer is made of (interim
 * answers, headers, chunks and what is written between them, a body), no more than {@link
 * #MOST_READ} of it is read.
 */
final class WebhookConnection extends DefaultManagedHttpClientConnection {

  /** In bytes, of one answer. */
  static final int MOST_READ = 64 * 1024;

  /** Far above what receivers send; the buffers are small since 10,000 answers may be awaited. */
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(100)
          .setMaxLineLength(8 * 1024)
          .setBufferSize(4 * 1024)
          .build();

  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(LIMITS);

  private boolean readsHead;
  private int left;

  WebhookConnection() {
    super("webhook", null, null, LIMITS, null, null, null, PARSERS);
  }

  /** Refused once it is closed: after the deadline, a host's next address is not tried. */
  @Override
  public void bind(Socket socket) throws IOException {
    bind(new BoundedHolder(socket));
  }

  @Override
  public void bind(SSLSocket tls, Socket socket) throws IOException {
    bind(new BoundedHolder(tls, socket));
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    left = MOST_READ;
    super.sendRequestHeader(request);
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

  /**
   * Never politely: TLS would wait for the receiver to say goodbye too, for as long as it likes. So
   * it never takes long, and deadlines can share a thread.
   */
  @Override
  public void close(CloseMode mode) {
    super.close(CloseMode.IMMEDIATE);
  }

  /** The receiver has more to say than anybody listens to. */
  static final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final class BoundedHolder extends SocketHolder {

    BoundedHolder(Socket socket) {
      super(socket);
    }

    BoundedHolder(SSLSocket tls, Socket socket) {
      super(tls, socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new Bounded(super.getInputStream(socket));
    }
  }

  private final class Bounded extends InputStream {

    private final InputStream unbounded;

    Bounded(InputStream unbounded) {
      this.unbounded = unbounded;
    }

    @Override
    public int read() throws IOException {
      var next = new byte[1];
      return read(next, 0, 1) < 0 ? -1 : next[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        throw new AnswerTooLongException();
      }
      var read = unbounded.read(buffer, offset, Math.min(length, left));
      if (read < 0 && readsHead) {
        throw new ConnectionClosedException();
      }
      left -= Math.max(read, 0);
      return read;
    }
  }
}
