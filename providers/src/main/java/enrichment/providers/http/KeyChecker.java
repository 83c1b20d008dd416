package enrichment.providers.http;

import enrichment.providers.KeyCheck;
import enrichment.providers.KeyCheck.State;
import enrichment.providers.ProviderException;
import java.util.Optional;

/** Makes the free call that tells whether a key works. */
record KeyChecker(Definition definition, Check check, VendorClient client) {

  private static final int LONGEST_DETAIL = 60;

  KeyCheck run() {
    var request = check.request().fill(new Values(definition.key(), null, null));
    try {
      return judge(client.send(request.orElseThrow(), definition.terms().timeout()));
    } catch (ProviderException e) {
      return new KeyCheck(State.UNREACHABLE, e.reason());
    }
  }

  private KeyCheck judge(VendorReply reply) {
    return switch (check.meanings().of(reply)) {
      case FOUND, NOT_FOUND, PENDING -> new KeyCheck(State.VALID, credits(reply).orElse(null));
      case QUOTA_EXHAUSTED -> new KeyCheck(State.VALID, "nothing left");
      case KEY_REFUSED -> new KeyCheck(State.REFUSED, "http_" + reply.status());
      case BUSY, UNAVAILABLE, NOT_YET, IN_DOUBT, REFUSED ->
          new KeyCheck(State.UNREACHABLE, "http_" + reply.status());
    };
  }

  private Optional<String> credits(VendorReply reply) {
    return Optional.ofNullable(check.credits())
        .flatMap(credits -> reply.json().flatMap(credits::textIfAny))
        .map(text -> text.replaceAll("\\p{Cc}", " "))
        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_DETAIL)) + " left");
  }
}
