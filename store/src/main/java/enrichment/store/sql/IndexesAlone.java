package enrichment.store.sql;

import org.jdbi.v3.core.Handle;

/**
 * Keeps a transaction from reading a table from its beginning, as it would one of which most is
 * thought to be wanted: by thousands of keys at once, say.
 */
public final class IndexesAlone {

  public static void forTransaction(Handle handle) {
    handle.createUpdate("set local enable_seqscan = off").execute();
  }

  private IndexesAlone() {}
}
