package enrichment.cli.send;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every request of a run says; a run that goes on must say the same. */
record SendOptions(EnrichmentType type, @Nullable String webhookUrl, List<String> countries) {}
