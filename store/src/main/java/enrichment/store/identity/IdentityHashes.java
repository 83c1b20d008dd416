package enrichment.store.identity;

import enrichment.store.identity.PersonIdentifier.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Keyed hashes of what people are recognised by: HMAC-SHA256 with a secret that the database has
 * made. It goes with the connections to that database, so that every statement has it at hand.
 */
public final class IdentityHashes implements JdbiConfig<IdentityHashes> {

  private static final int BYTES = 32;

  /**
   * How long an entry is that says of what kind another one is: a profile's always has one, the
   * others where what they are made of is not kept.
   */
  private static final Map<Kind, Integer> MARKS =
      Map.of(
          Kind.LINKEDIN_URL, BYTES + 1,
          Kind.NAME_AND_DOMAIN, BYTES + 3,
          Kind.NAME_AND_EMAIL, BYTES + 4);

  /**
   * A hash of a role's mailbox has two bytes more: contacts are found by it, but nobody is
   * suppressed for having it.
   */
  private static final int OF_ROLE = BYTES + 2;

  private byte[] secret = new byte[0];

  /** Reads the secret, once, and loads what is hashed with it. */
  public static void install(Jdbi jdbi) {
    DirectoryKeys.load();
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

  public static byte[] of(Handle handle, PersonIdentifier identifier) {
    var secret = handle.getConfig(IdentityHashes.class).secret;
    var text = identifier.kind().wireName() + "\n" + identifier.key();
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmac(text);
  }

  /** In hexadecimal, to be compared. */
  public static String hex(Handle handle, PersonIdentifier identifier) {
    return HexFormat.of().formatHex(of(handle, identifier));
  }

  /** The same of every spelling of it. */
  public static Stream<String> spelt(Handle handle, PersonIdentifier identifier) {
    return identifier.spellings().stream().map(spelling -> hex(handle, spelling));
  }

  /** What a contact is recognised by, with marks at its profiles. */
  public static Argument of(Handle handle, Collection<PersonIdentifier> identifiers) {
    return array(
        identifiers.stream()
            .flatMap(identifier -> identifier.spellings().stream())
            .flatMap(
                identifier -> {
                  var hash = of(handle, identifier);
                  if (identifier.isOfRole()) {
                    return Stream.of(Arrays.copyOf(hash, OF_ROLE));
                  }
                  return identifier.kind() == Kind.LINKEDIN_URL
                      ? Stream.of(hash, mark(hash, identifier))
                      : Stream.of(hash);
                })
            .toArray(byte[][]::new));
  }

  /** Entries that say of what kind those of {@link #of(Handle, Collection)} are. */
  public static Argument marks(Handle handle, Collection<PersonIdentifier> identifiers) {
    return array(
        identifiers.stream()
            .filter(identifier -> MARKS.containsKey(identifier.kind()))
            .flatMap(identifier -> identifier.spellings().stream())
            .map(identifier -> mark(of(handle, identifier), identifier))
            .toArray(byte[][]::new));
  }

  private static byte[] mark(byte[] hash, PersonIdentifier identifier) {
    return Arrays.copyOf(hash, MARKS.get(identifier.kind()));
  }

  /** As an array; Jdbi's own cannot hold {@code bytea}. */
  public static Argument array(byte[]... hashes) {
    return (position, statement, context) ->
        statement.setArray(position, context.getConnection().createArrayOf("bytea", hashes));
  }

  public static Argument ofHex(Collection<String> hashes) {
    return array(hashes.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new));
  }

  /** All entries that contacts may have for these. */
  public static Argument searched(Collection<String> hashes) {
    return array(
        hashes.stream()
            .map(HexFormat.of()::parseHex)
            .flatMap(hash -> Stream.of(hash, Arrays.copyOf(hash, OF_ROLE)))
            .toArray(byte[][]::new));
  }

  /** The hash alone, without what its length says. */
  public static String hashIn(byte[] entry) {
    return HexFormat.of().formatHex(entry, 0, BYTES);
  }

  /** What an entry of a contact says of another one; empty: it says nothing, it is one itself. */
  public static Optional<Kind> marked(byte[] entry) {
    return MARKS.entrySet().stream()
        .filter(mark -> mark.getValue() == entry.length)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public IdentityHashes createCopy() {
    var copy = new IdentityHashes();
    copy.secret = secret;
    return copy;
  }
}
