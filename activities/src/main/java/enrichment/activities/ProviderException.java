package enrichment.activities;

/** A provider gave no answer. */
public final class ProviderException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean permanent;

  private ProviderException(String reason, boolean permanent) {
    super(reason);
    this.permanent = permanent;
  }

  /**
   * It may answer when it is asked again.
   *
   * @param reason what went wrong, without any personal data
   */
  public static ProviderException passing(String reason) {
    return new ProviderException(reason, false);
  }

  /**
   * It will not answer for this contact, however often it is asked.
   *
   * @param reason what went wrong, without any personal data
   */
  public static ProviderException permanent(String reason) {
    return new ProviderException(reason, true);
  }

  boolean isPermanent() {
    return permanent;
  }
}
