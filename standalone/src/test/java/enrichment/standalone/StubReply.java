package enrichment.standalone;

/**
 * What a stub vendor says. Only a 200 is an answer, which is paid for.
 *
 * @param body JSON
 */
record StubReply(int status, String body) {

  static final StubReply MISS = new StubReply(200, "{}");
  static final StubReply BUSY = new StubReply(429, "{}");

  /** For long. */
  static final StubReply AWAY = new StubReply(429, "{\"away\": true}");

  /** What nobody can read: it is paid for, and says nothing. */
  static final StubReply GIBBERISH = new StubReply(200, "<");

  static final StubReply DOWN = new StubReply(503, "{}");

  static StubReply found(String domain) {
    return new StubReply(200, "{\"email\": \"ada@%s\"}".formatted(domain));
  }

  boolean isAnswer() {
    return status == 200;
  }
}
