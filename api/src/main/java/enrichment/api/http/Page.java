package enrichment.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor with which the client asks for what follows; null when nothing does
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
