package enrichment.activities.webhooks;

/** What an answer means for the message, and what it says of the receiver. */
enum Verdict {
  DELIVERED(true),
  /** The receiver wants no more messages at this URL. */
  GONE(true),
  /** It answers, but not as it should: tried again. */
  REFUSED(true),
  /** Tried again, when the receiver says if it does. */
  BUSY(false),
  /** The receiver is not able to answer: tried again. */
  DOWN(false);

  private final boolean receiverIsUp;

  Verdict(boolean receiverIsUp) {
    this.receiverIsUp = receiverIsUp;
  }

  /** Whether other messages may as well be sent there. */
  boolean receiverIsUp() {
    return receiverIsUp;
  }

  /**
   * By the status of the answer. Redirects are not followed: a receiver that has moved is not the
   * one that was checked.
   */
  static Verdict of(int status) {
    return switch (status) {
      case 410 -> GONE;
      case 429, 503 -> BUSY;
      default ->
          switch (status / 100) {
            case 2 -> DELIVERED;
            case 3, 4 -> REFUSED;
            default -> DOWN;
          };
    };
  }
}
