package enrichment.cli.kit;

/** What a person may ask for, of an account or of the operator: the same calls. */
public final class PrivacyRequests {

  public static void suppress(ApiClient api, Person person, Output output) {
    output.show(
        // The same person again is the same suppression.
        api.send(ApiRequest.repeatablePost("/suppressions", Json.bytes(person.body()))),
        "The person is never looked up from now on.");
  }

  /** Erasing again erases what has come since. */
  public static void erase(ApiClient api, Person person, Output output) {
    output.show(api.send(ApiRequest.repeatablePost("/erasures", Json.bytes(person.body()))));
  }

  private PrivacyRequests() {}
}
