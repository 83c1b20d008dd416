package enrichment.store;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Keyed hashes of what people are recognised by: HMAC-SHA256 with a secret that the database has
 * made. It goes with the connections to that database, so that every statement has it at hand.
 */
public final class IdentityHashes implements JdbiConfig<IdentityHashes> {

  private byte[] secret = new byte[0];

  /** Reads the secret, once. */
  static void install(Jdbi jdbi) {
    jdbi.getConfig(IdentityHashes.class).secret =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select secret from identity_secret")
                    .mapTo(byte[].class)
                    .findOne()
                    // Another one would recognise nobody who was suppressed.
                    .orElseThrow(
                        () -> new IllegalStateException("The table identity_secret is empty")));
  }

  static byte[] of(Handle handle, PersonIdentifier identifier) {
    var secret = handle.getConfig(IdentityHashes.class).secret;
    var text = identifier.kind().wireName() + "\n" + identifier.key();
    return HmacSha256.of(secret, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As an array; Jdbi's own cannot hold {@code bytea}. */
  static Argument of(Handle handle, Collection<PersonIdentifier> identifiers) {
    var hashes =
        identifiers.stream().map(identifier -> of(handle, identifier)).toArray(byte[][]::new);
    return (position, statement, context) ->
        statement.setArray(position, context.getConnection().createArrayOf("bytea", hashes));
  }

  @Override
  public IdentityHashes createCopy() {
    var copy = new IdentityHashes();
    copy.secret = secret;
    return copy;
  }
}
