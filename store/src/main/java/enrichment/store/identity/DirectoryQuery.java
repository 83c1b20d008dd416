package enrichment.store.identity;

import enrichment.store.directory.Directory;
import org.jspecify.annotations.Nullable;

/** Whom to look for in the {@link Directory}, as the client wrote it; nothing is normalised yet. */
public record DirectoryQuery(
    @Nullable String linkedinUrl,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String domain,
    @Nullable String companyName) {}
