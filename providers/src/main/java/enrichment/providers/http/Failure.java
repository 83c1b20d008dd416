package enrichment.providers.http;

import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Why there is no answer, in a word. The messages of exceptions quote hosts and vendors. */
final class Failure {

  /**
   * @param cause {@code TimeoutException} for the deadline, whatever it interrupted
   */
  static ProviderException of(Throwable cause, boolean mayHaveBeenSent) {
    return mayHaveBeenSent
        ? new ProviderException(Kind.IN_DOUBT, afterSending(cause))
        : new ProviderException(Kind.UNAVAILABLE, beforeSending(cause));
  }

  private static String beforeSending(Throwable cause) {
    return switch (cause) {
      case TimeoutException e -> "timeout";
      case InterruptedException e -> "interrupted";
      case UnknownHostException e -> "dns";
      case SSLException e -> "tls";
      default -> "connect";
    };
  }

  private static String afterSending(Throwable cause) {
    return switch (cause) {
      case TimeoutException e -> "timeout";
      case InterruptedException e -> "interrupted";
      case MalformedChunkCodingException e -> "protocol";
      case MessageConstraintException e -> "protocol";
      case ClientProtocolException e -> "protocol";
      case ZipException e -> "protocol";
      default -> "reset";
    };
  }

  private Failure() {}
}
