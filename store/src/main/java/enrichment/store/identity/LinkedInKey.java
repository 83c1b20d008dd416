package enrichment.store.identity;

import com.ibm.icu.text.Normalizer2;
import enrichment.domain.InvisibleText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** See {@link DirectoryKeys#linkedinKey}. */
final class LinkedInKey {

  /** Of whatever host of LinkedIn's: a country's, a language's, an app's. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?:)?/*(?:[a-z0-9-]{1,63}\\.){0,3}(?<![a-z0-9-])linkedin\\.com\\.?(?::\\d+)?"
              + "/+(?<path>[^?#]*)(?:[?#](?<rest>.*))?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** How an app is told to open a page. */
  private static final Pattern APP = Pattern.compile("(?i)^linkedin:/+");

  /** What sentences, spreadsheets and mails put around an address. */
  private static final String WRAPPING =
      "[\\s\\p{Z}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}<>\"'`,;.!?*|\\\\]+";

  private static final Pattern EDGES = Pattern.compile("^" + WRAPPING + "|" + WRAPPING + "$");

  /**
   * Only the beginning was shown, by a page or a spreadsheet; another member may have that name.
   */
  private static final Pattern CUT_OFF = Pattern.compile("\\.{2,}|\u2026");

  /** Something that was to be filled in. */
  private static final Pattern TEMPLATE = Pattern.compile("[{}$]");

  /** Who of them is meant? */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "[\\s;,|]+(?:https?:/+)?(?:[a-z0-9-]+\\.)*linkedin\\.com/", Pattern.CASE_INSENSITIVE);

  private static final Pattern DASH = Pattern.compile("\\p{Pd}");

  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  /** What is put before a profile's own path: mails, the mobile site, a locale. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "comm|mwlite|mobile|m|mynetwork|incareer|preload|voyager|profile|public-profile"
              + "|[a-z]{2}(?:[-_][a-z]{2,4})?");

  /** What a page or a link says besides begins with one of these. */
  private static final Pattern AFTER_SLUG =
      Pattern.compile("(?:[:;&<>\"|,?#]|\\s+https?:).*", Pattern.DOTALL);

  /** What follows the name must be no part of one. */
  private static final Pattern SLUG =
      Pattern.compile(
          "(?<slug>[\\p{L}\\p{M}\\p{N}\\p{So}\\x{1F3FB}-\\x{1F3FF}._~\\-&&[^\uFFFD]]{2,200})[^\\p{L}\\p{N}/\\\\%\\s\\p{Cntrl}\uFFFD]*");

  /**
   * What exports and forms write where they know no profile, and words of LinkedIn's own paths;
   * "me" is the reader. All contacts with one of these would be one person. A name that a member
   * picks has three characters at least.
   */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[^\\p{L}\\p{N}]*|[a-z0-9._~-]{2}|0+|x+|www(?:\\..*)?|.*linkedin\\.com.*");

  /** Placeholders of several letters, compared without what separates their words. */
  private static final Set<String> PLACEHOLDER_WORDS =
      Set.of(
          """
          undefined null nil none nan na false true empty missing unavailable notavailable
          unknown anonymous notfound noprofile nolinkedin tbd private privateprofile
          outofnetwork linkedin linkedinmember linkedinuser objectobject object user username
          yourname yourprofile firstname lastname firstnamelastname slug vanityname
          publicidentifier test example me in pub profile publicprofile edit view comm feed
          company school search login authwall http https details detail recentactivity
          overlay
          """
              .split("\\s+"));

  /** The form before 2014: a slug that is not unique and three parts of an id. */
  private static final Pattern OLD_ID = Pattern.compile("[0-9a-z]{1,3}");

  /** What a member is known by in the paid products, before what else is said in the address. */
  private static final Pattern TOKEN =
      Pattern.compile("(?:a[ace][0-9a-z_-]{6,98}|\\d{3,15})(?=[,;&]|$)");

  private static final String HOST = "linkedin.com/";

  /** Where a page goes that asks for a login first. */
  private static final Pattern REDIRECT =
      Pattern.compile(
          "(?:^|&)(?:session_?redirect|redirect|url)=(?<to>[^&#]+)", Pattern.CASE_INSENSITIVE);

  /** Whose profile is shown to those who are asked to join. */
  private static final Pattern VIEWED =
      Pattern.compile("(?:^|&)vieweeVanityName=(?<slug>[^&#]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern ID = Pattern.compile("(?:^|&)id=(?<id>[^&#]+)");

  private LinkedInKey() {}

  static @Nullable String of(String url) {
    return of(url, true);
  }

  private static @Nullable String of(String url, boolean follow) {
    var text = APP.matcher(withoutEdges(url.replace("&amp;", "&"))).replaceFirst(HOST);
    var address = ADDRESS.matcher(text);
    if (!address.matches() || isCutOff(url)) {
      return null;
    }
    var rest = address.group("rest") == null ? "" : address.group("rest");
    var path = decoded(address.group("path"));
    if (path == null || SEVERAL.matcher(path).find()) {
      return null;
    }
    var within = path.toLowerCase(Locale.ROOT).lastIndexOf(HOST);
    if (within >= 0) {
      return of(path.substring(within), follow);
    }
    var segments = withoutPrefixes(segments(path));
    var key = segments.size() < 2 ? null : key(segments, rest);
    return key == null && follow ? elsewhere(rest) : key;
  }

  private static @Nullable String key(List<String> segments, String rest) {
    var first = segments.getFirst().toLowerCase(Locale.ROOT);
    var second = segments.get(1);
    return switch (first) {
      case "in" -> named("in/", slug(isLocale(segments) ? segments.get(2) : second));
      case "pub" -> old(segments);
      case "sales" -> token("sales/", Set.of("lead", "people", "profile"), segments);
      case "talent" -> token("talent/", Set.of("profile"), segments);
      case "recruiter" -> token("recruiter/", Set.of("profile"), segments);
      case "profile" -> second.equalsIgnoreCase("view") ? member(rest) : null;
      default -> null;
    };
  }

  /** Of two letters, which no name has. */
  private static boolean isLocale(List<String> segments) {
    return segments.size() > 2 && segments.get(1).matches("[a-zA-Z]{2}");
  }

  private static boolean isCutOff(String url) {
    var tail = url.strip().replaceFirst("[\"')\\]>]+$", "");
    return tail.endsWith("...") || tail.endsWith("\u2026");
  }

  /** From where the profile's own path begins, or its last two segments. */
  private static List<String> withoutPrefixes(List<String> segments) {
    var begin = 0;
    while (segments.size() - begin > 2 && isPrefix(segments.get(begin), segments.get(begin + 1))) {
      begin++;
    }
    return segments.subList(begin, segments.size());
  }

  private static boolean isPrefix(String segment, String next) {
    var written = segment.toLowerCase(Locale.ROOT);
    return switch (written) {
      case "in" -> next.equalsIgnoreCase("in");
      case "profile" -> !next.equalsIgnoreCase("view");
      default -> PREFIX.matcher(written).matches();
    };
  }

  private static @Nullable String named(String kind, @Nullable String name) {
    return name == null ? null : kind + name;
  }

  private static @Nullable String old(List<String> segments) {
    if (segments.size() < 5 || segments.get(1).equalsIgnoreCase("dir")) {
      return null;
    }
    var id = segments.subList(2, 5).stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    var slug = slug(segments.get(1));
    return slug != null && id.stream().allMatch(part -> OLD_ID.matcher(part).matches())
        ? "pub/" + slug + "/" + String.join("/", id)
        : null;
  }

  private static @Nullable String token(String kind, Set<String> pages, List<String> segments) {
    return segments.size() > 2 && pages.contains(segments.get(1).toLowerCase(Locale.ROOT))
        ? named(kind, token(segments.get(2)))
        : null;
  }

  private static @Nullable String token(String written) {
    var token = TOKEN.matcher(written.toLowerCase(Locale.ROOT));
    return token.lookingAt() ? token.group() : null;
  }

  private static @Nullable String member(String query) {
    var id = ID.matcher(query);
    return id.find() ? named("member/", token(id.group("id"))) : null;
  }

  /** Where a page leads that asks to log in or to join, which may be within this host. */
  private static @Nullable String elsewhere(String query) {
    var viewed = VIEWED.matcher(query);
    if (viewed.find()) {
      var slug = decoded(viewed.group("slug"));
      return slug == null ? null : named("in/", slug(slug));
    }
    var redirect = REDIRECT.matcher(query);
    var to = redirect.find() ? decoded(redirect.group("to")) : null;
    if (to == null) {
      return null;
    }
    var isWithinHost = to.startsWith("/") && !to.startsWith("//");
    return of(isWithinHost ? "linkedin.com" + to : to, false);
  }

  /** Those of a decoded path; empty when one leads upwards. */
  private static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    for (var written : path.split("/+")) {
      if (written.equals("..")) {
        return List.of();
      }
      var segment = isCutOffOrUnfilled(written) ? written : withoutEdges(written);
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  /** Also what was escaped twice. */
  private static @Nullable String decoded(String written) {
    try {
      // Form decoding would make a space of a plus sign.
      var once = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
      return ESCAPE.matcher(once).find()
          ? URLDecoder.decode(once.replace("+", "%2B"), StandardCharsets.UTF_8)
          : once;
    } catch (IllegalArgumentException incompleteEscape) {
      return null;
    }
  }

  private static String withoutEdges(String text) {
    return EDGES.matcher(InvisibleText.removedFrom(text)).replaceAll("");
  }

  private static @Nullable String slug(String decoded) {
    var named = AFTER_SLUG.matcher(decoded).replaceFirst("").replaceFirst("^@", "");
    if (isCutOffOrUnfilled(named)) {
      return null;
    }
    var written =
        DASH.matcher(Normalizer2.getNFCInstance().normalize(withoutEdges(named)))
            .replaceAll("-")
            .toLowerCase(Locale.ROOT);
    var matcher = SLUG.matcher(written);
    if (!matcher.matches()) {
      return null;
    }
    var slug = withoutEdges(matcher.group("slug"));
    return isPlaceholder(slug) ? null : slug;
  }

  private static boolean isCutOffOrUnfilled(String segment) {
    return CUT_OFF.matcher(segment).find() || TEMPLATE.matcher(segment).find();
  }

  private static boolean isPlaceholder(String slug) {
    var words = List.of(slug.split("[^\\p{L}\\p{N}]+"));
    return PLACEHOLDER.matcher(slug).matches()
        || PLACEHOLDER_WORDS.contains(String.join("", words))
        || PLACEHOLDER_WORDS.containsAll(words);
  }
}
