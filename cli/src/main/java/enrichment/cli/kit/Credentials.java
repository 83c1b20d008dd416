package enrichment.cli.kit;

/**
 * What a request is sent with.
 *
 * @param advice what to do when they are refused
 */
record Credentials(String header, String value, String advice) {

  static Credentials ofAccount(String apiKey) {
    return new Credentials(
        "X-API-KEY", apiKey, "Is ENRICHMENT_API_KEY (or --api-key) a key of this server?");
  }

  static Credentials ofOperator(String adminToken) {
    return new Credentials(
        "Authorization",
        "Bearer " + adminToken,
        "Is ADMIN_TOKEN (or --admin-token) the one that the server was started with?");
  }

  /** A record's own would show the secret. */
  @Override
  public String toString() {
    return header;
  }
}
