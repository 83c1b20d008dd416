package enrichment.store;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Keyed hashes of what people are recognised by: HMAC-SHA256 with a secret that the database has
 * made. It goes with the connections to that database, so that every statement has it at hand.
 */
public final class IdentityHashes implements JdbiConfig<IdentityHashes> {

  private static final String ALGORITHM = "HmacSHA256";

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
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      var text = identifier.kind().wireName() + "\n" + identifier.key();
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
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
