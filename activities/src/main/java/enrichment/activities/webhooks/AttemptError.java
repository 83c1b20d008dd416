package enrichment.activities.webhooks;

import enrichment.activities.webhooks.PinningDnsResolver.ForbiddenAddressException;
import enrichment.activities.webhooks.WebhookConnection.AnswerTooLongException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Why an attempt had no answer. The codes are stable: they are kept, and clients read them.
 * Messages of exceptions are not: they quote hosts, addresses and the receiver's own words.
 */
enum AttemptError {
  /** The URL is none for webhooks, or an address of its host is neither public nor allowed. */
  FORBIDDEN_ADDRESS,
  /** The host has no address. */
  DNS,
  /** Nobody listens there, or no route leads there. */
  CONNECT,
  /** No secure connection, for example since the certificate is another host's. */
  TLS,
  /** The deadline came before the end of the answer. */
  TIMEOUT,
  /** The connection ended before the answer did. */
  RESET,
  /** Not HTTP, or more headers than anybody reads. */
  PROTOCOL,
  OTHER;

  static AttemptError of(IOException failure) {
    return switch (failure) {
      case MalformedURLException e -> FORBIDDEN_ADDRESS;
      case ForbiddenAddressException e -> FORBIDDEN_ADDRESS;
      case UnknownHostException e -> DNS;
      case DeadlineExceededException e -> TIMEOUT;
      case SocketTimeoutException e -> TIMEOUT;
      case ConnectException e -> CONNECT;
      case NoRouteToHostException e -> CONNECT;
      case SSLException e -> TLS;
      case SocketException e -> RESET;
      case ConnectionClosedException e -> RESET;
      case TruncatedChunkException e -> RESET;
      case MalformedChunkCodingException e -> PROTOCOL;
      case MessageConstraintException e -> PROTOCOL;
      case ClientProtocolException e -> PROTOCOL;
      case AnswerTooLongException e -> PROTOCOL;
      default -> OTHER;
    };
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
