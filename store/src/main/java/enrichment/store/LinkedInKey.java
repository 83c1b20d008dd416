package enrichment.store;

import com.ibm.icu.text.Normalizer2;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** See {@link DirectoryKeys#linkedinKey}. */
final class LinkedInKey {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?:)?(?://)?(?:(?:www|m|mobile|touch|[a-z]{2})\\.){0,2}linkedin\\.com\\.?(?::\\d+)?"
              + "/+(?<path>[^?#]*)(?:[?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What follows the slug is a locale or a page of the same profile. */
  private static final Pattern PROFILE =
      Pattern.compile("(?:mwlite/+)?in/+(?<slug>[^/]+)(?:/.*)?", Pattern.CASE_INSENSITIVE);

  /** The form before 2014: a slug that is not unique and three parts of an id. */
  private static final Pattern PUBLIC_PROFILE =
      Pattern.compile(
          "pub/+(?<slug>[^/]+)/(?<id>[0-9a-z]{1,3}/[0-9a-z]{1,3}/[0-9a-z]{1,3})(?:/.*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SLUG = Pattern.compile("[^\\s\\p{Cntrl}/\\\\?#%\uFFFD]{1,200}");

  private LinkedInKey() {}

  static @Nullable String of(String url) {
    Matcher address = ADDRESS.matcher(url.strip());
    if (!address.matches()) {
      return null;
    }
    String path = address.group("path");
    Matcher profile = PROFILE.matcher(path);
    if (profile.matches()) {
      String slug = slug(profile.group("slug"));
      return slug == null ? null : "in/" + slug;
    }
    Matcher publicProfile = PUBLIC_PROFILE.matcher(path);
    if (publicProfile.matches() && !publicProfile.group("slug").equalsIgnoreCase("dir")) {
      String slug = slug(publicProfile.group("slug"));
      return slug == null
          ? null
          : "pub/" + slug + "/" + publicProfile.group("id").toLowerCase(Locale.ROOT);
    }
    return null;
  }

  private static @Nullable String slug(String written) {
    String decoded;
    try {
      // Form decoding would make a space of a plus sign.
      decoded = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException incompleteEscape) {
      return null;
    }
    String slug = Normalizer2.getNFCInstance().normalize(decoded).toLowerCase(Locale.ROOT);
    return SLUG.matcher(slug).matches() ? slug : null;
  }
}
