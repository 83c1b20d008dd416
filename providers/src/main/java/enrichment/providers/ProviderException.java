package enrichment.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider gave no answer. What that means for the next attempt is the kind's. */
public final class ProviderException extends Exception {

  private static final long serialVersionUID = 1;

  /** Why there was no answer. */
  public enum Kind {
    /** It wants to be asked later (429). It has answered nothing, so nothing is paid. */
    BUSY,
    /** It certainly has not answered: no connection, 5xx. */
    UNAVAILABLE,
    /** It cannot answer this question now. That says nothing of others. */
    NOT_YET,
    /**
     * It was asked, and nobody knows whether it has answered: a timeout, a connection that broke
     * off. Asking again may be paid twice.
     */
    IN_DOUBT,
    /**
     * It will not answer this question, however often it is asked; or nobody can read its answer.
     */
    REFUSED,
    /** It answers nobody with this key (401, 403). */
    KEY_REFUSED,
    /** It answers nothing until somebody pays (402). */
    QUOTA_EXHAUSTED
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  /**
   * @param reason what went wrong, in a few letters: {@code http_503}, {@code timeout}. It goes
   *     into histories and logs, so it quotes nothing that the provider has said
   */
  public ProviderException(Kind kind, String reason) {
    this(kind, reason, null);
  }

  /**
   * @param retryAfter for how long the provider asks not to be asked
   */
  public ProviderException(Kind kind, String reason, @Nullable Duration retryAfter) {
    super(reason);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
