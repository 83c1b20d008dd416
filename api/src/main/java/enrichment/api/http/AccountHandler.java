package enrichment.api.http;

import enrichment.store.accounts.Account;
import io.javalin.http.Context;

/** Answers a request of an account. */
public interface AccountHandler {

  void handle(Context ctx, Account account);
}
