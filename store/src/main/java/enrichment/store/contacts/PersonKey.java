package enrichment.store.contacts;

import enrichment.domain.EnrichmentType;
import enrichment.store.identity.DirectoryKeys;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * By what equal contacts are recognised: a hash of what is looked up and of whom, in which
 * different spellings of one thing are the same (see {@link DirectoryKeys}). Two contacts of which
 * one says more than the other are not equal.
 */
public final class PersonKey {

  /** Null where the contact's fields tell nobody apart. */
  public static byte @Nullable [] of(NewEnrichment enrichment, int position) {
    var contact = enrichment.contacts().get(position);
    var type = enrichment.type(position);
    var keys = DirectoryKeys.of(contact.query());
    if (!keys.isFindable()) {
      return null;
    }
    return DigestUtils.sha256(
        Stream.of(
                type.wireName(),
                countries(type, enrichment.phoneCountryCodes()),
                keys.linkedin(),
                keys.name(),
                keys.domain(),
                keys.domain() == null ? keys.company() : null)
            .map(part -> Objects.requireNonNullElse(part, ""))
            .collect(Collectors.joining("\n")));
  }

  /** Which phones count is part of what is looked up. */
  private static String countries(EnrichmentType type, List<String> phoneCountryCodes) {
    List<String> codes = type == EnrichmentType.PHONE ? phoneCountryCodes : List.of();
    return codes.stream().sorted().collect(Collectors.joining(","));
  }

  private PersonKey() {}
}
