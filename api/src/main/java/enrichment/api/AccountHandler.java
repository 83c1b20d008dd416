package enrichment.api;

import enrichment.store.Account;
import io.javalin.http.Context;

/** Answers a request of an account. */
interface AccountHandler {

  void handle(Context ctx, Account account);
}
