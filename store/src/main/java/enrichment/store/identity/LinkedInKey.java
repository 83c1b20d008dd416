package enrichment.store.identity;

import com.ibm.icu.text.Normalizer2;
import enrichment.domain.Placeholder;
import enrichment.domain.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** See {@link DirectoryKeys#linkedinKey}. */
final class LinkedInKey {

  /** Of whatever host of LinkedIn's: a country's, a language's, an app's. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?:)?/*(?:[a-z0-9-]{1,63}\\.){0,3}(?<![a-z0-9-])linkedin\\.com\\.?(?::\\d*)?"
              + "/+(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** How an app is told to open a page. */
  private static final Pattern APP = Pattern.compile("(?i)^linkedin:/+");

  /** What sentences, spreadsheets and mails put around an address. */
  private static final String WRAPPING = "[\\s\\p{Z}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}<>\"'`,;.!|\\\\]+";

  private static final Pattern EDGES = Pattern.compile("^" + WRAPPING + "|" + WRAPPING + "$");

  /** No slug has these; nor has it what makes any other text incomplete. */
  private static final Pattern INCOMPLETE =
      Pattern.compile("\\.{2,}|[\u2025\u2026\u22ef*{}$]|^[\\p{Ps}<%]");

  /** Who of them is meant? */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "[\\s;,|]+(?:https?:/+)?(?:[a-z0-9-]+\\.)*linkedin\\.com/", Pattern.CASE_INSENSITIVE);

  /** What is put before a profile's own path: mails, the mobile site, a locale. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "comm|mwlite|mobile|m|mynetwork|incareer|preload|voyager|profile|public-profile"
              + "|[a-z]{2}(?:[-_][a-z]{2,4})?");

  /** BCP 47, as LinkedIn's pages have it: a language, perhaps a country or a script. */
  private static final Pattern LOCALE =
      Pattern.compile("(?<language>[a-z]{2})(?:[-_](?:(?<country>[a-z]{2})|hans|hant))?");

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** What a page or a link says besides; anything else may be a part of the name. */
  private static final Pattern AFTER_SLUG =
      Pattern.compile("(?:[;&?][\\w.-]+=|:~:|\\s+https?:).*", Pattern.DOTALL);

  /**
   * Anything else is a query only where the path has been closed before it: {@code jos?} has lost
   * an accent.
   */
  private static final Pattern QUERY = Pattern.compile("[\\w.-]+=.*|trk", Pattern.DOTALL);

  /** What may stand before a whole address within another one. */
  private static final Pattern SCHEME_AND_HOST =
      Pattern.compile("(?:https?:?/*)?(?:(?:www|m|[a-z]{2})\\.)?$", Pattern.CASE_INSENSITIVE);

  /** What follows the name must be no part of one. */
  private static final Pattern SLUG =
      Pattern.compile(
          "(?<slug>[\\p{L}\\p{M}\\p{N}\\p{So}\\x{1F3FB}-\\x{1F3FF}'._~\\-&&[^\uFFFD]]{2,200})[^\\p{L}\\p{N}/\\\\%\\s\\p{Cntrl}\uFFFD]*");

  /**
   * What exports and forms write where they know no profile, and words of LinkedIn's own paths;
   * "me" is the reader. All contacts with one of these would be one person. A name that a member
   * picks has three characters at least.
   */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "[^\\p{L}\\p{N}]*|[a-z0-9._~-]{2}|\\d{1,3}|(?:xxx-?)+|aaa|abc|x+|www(?:\\..*)?|.*linkedin\\.com.*");

  /** Placeholders of several letters, compared without what separates their words. */
  private static final Set<String> PLACEHOLDER_WORDS =
      Set.of(
          """
          noprofile nolinkedin nolinkedinprofile nourl privateprofile outofnetwork linkedin
          linkedinmember linkedinuser linkedinprofile linkedinurl object user username yourname
          yourusername yourprofile myname myusername myprofile firstname lastname
          firstnamelastname fullname slug handle url vanityname publicidentifier profileid
          yourlinkedin yourlinkedinprofile yourprofilename yournamehere profileurl profilename
          privatemember placeholder sample dummy deleted error pagenotfound nolinkedinurl
          nolinkedinfound firstlast namesurname publicid guest todo contactinfo
          headless profilenotfound nourlfound tbc yourhandle yourprofileurl
          yourlinkedinusername vornamenachname nombreapellido johndoe invalid noresults default
          settings keinprofil nichtvorhanden nodisponible sinperfil memberid
          me in pub profile publicprofile edit view comm feed company school search login authwall http https details detail recentactivity overlay
          test example
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

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private LinkedInKey() {}

  static @Nullable String of(String url) {
    return of(url, true);
  }

  private static @Nullable String of(String written, boolean follow) {
    var plain = WrittenText.plain(written);
    // An address that was escaped as a whole has no slash.
    var url = plain.contains("/") ? plain : WrittenText.decoded(plain);
    var address = ADDRESS.matcher(APP.matcher(withoutEdges(url)).replaceFirst(HOST));
    if (!address.matches() || WrittenText.isCutOff(url)) {
      return null;
    }
    var path = WrittenText.plain(WrittenText.decoded(address.group("path")));
    var query = address.group("query");
    if (SEVERAL.matcher(path).find()
        || !(query == null || path.endsWith("/") || QUERY.matcher(query).matches())) {
      return null;
    }
    var within = path.toLowerCase(Locale.ROOT).lastIndexOf(HOST);
    if (within >= 0) {
      return holdsNoProfile(path.substring(0, within)) ? of(path.substring(within), follow) : null;
    }
    var segments = withoutPrefixes(segments(path));
    var asked = Objects.requireNonNullElse(query, "");
    var key = segments.size() < 2 ? null : key(segments, asked);
    return key == null && follow ? elsewhere(asked) : key;
  }

  /** Whether a path that another address follows is but the beginning of one. */
  private static boolean holdsNoProfile(String path) {
    var before = SCHEME_AND_HOST.matcher(path).replaceFirst("");
    return before.isEmpty()
        || (before.endsWith("/")
            && segments(before.toLowerCase(Locale.ROOT)).stream()
                .allMatch(segment -> segment.equals("in") || PREFIX.matcher(segment).matches()));
  }

  private static @Nullable String key(List<String> segments, String query) {
    var first = segments.getFirst().toLowerCase(Locale.ROOT);
    var second = segments.get(1);
    return switch (first) {
      case "in" -> named("in/", slug(isLocale(segments) ? segments.get(2) : second));
      case "pub" -> old(segments);
      case "sales" -> token("sales/", Set.of("lead", "people", "profile"), segments);
      case "talent" -> token("talent/", Set.of("profile"), segments);
      case "recruiter" -> token("recruiter/", Set.of("profile"), segments);
      case "profile" -> second.equalsIgnoreCase("view") ? member(query) : null;
      default -> null;
    };
  }

  private static boolean isLocale(List<String> segments) {
    var locale = LOCALE.matcher(segments.get(1).toLowerCase(Locale.ROOT));
    if (segments.size() < 3 || !locale.matches()) {
      return false;
    }
    var country = locale.group("country");
    return LANGUAGES.contains(locale.group("language"))
        && (country == null || COUNTRIES.contains(country.toUpperCase(Locale.ROOT)));
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
      return named("in/", slug(WrittenText.plain(WrittenText.decoded(viewed.group("slug")))));
    }
    var redirect = REDIRECT.matcher(query);
    if (!redirect.find()) {
      return null;
    }
    var to = WrittenText.decoded(redirect.group("to"));
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
      var segment = isIncomplete(written) ? written : withoutEdges(written);
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static String withoutEdges(String text) {
    return EDGES.matcher(text).replaceAll("");
  }

  private static @Nullable String slug(String plain) {
    var named = AFTER_SLUG.matcher(plain).replaceFirst("").replaceFirst("^@", "");
    if (isIncomplete(named)) {
      return null;
    }
    var matcher = SLUG.matcher(NFC.normalize(withoutEdges(named)).toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    var slug = withoutEdges(matcher.group("slug"));
    return isPlaceholder(slug) ? null : slug;
  }

  /** Shown in part, masked or to be filled in: another member may have the rest in common. */
  private static boolean isIncomplete(String segment) {
    var text = segment.strip();
    return WrittenText.isIncomplete(text) || INCOMPLETE.matcher(text).find();
  }

  private static boolean isPlaceholder(String slug) {
    var words = List.of(slug.split("[^\\p{L}\\p{N}]+"));
    return PLACEHOLDER.matcher(slug).matches()
        || isPlaceholderWord(String.join("", words))
        || words.stream().allMatch(LinkedInKey::isPlaceholderWord);
  }

  private static boolean isPlaceholderWord(String word) {
    return PLACEHOLDER_WORDS.contains(word) || Placeholder.is(word);
  }
}
