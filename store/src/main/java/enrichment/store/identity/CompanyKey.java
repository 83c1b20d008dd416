package enrichment.store.identity;

import com.ibm.icu.text.Normalizer2;
import enrichment.domain.Placeholder;
import enrichment.domain.WrittenText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** See {@link DirectoryKeys#companyKey}. */
final class CompanyKey {
  /**
   * Legal forms, folded, each without dots and spaces, as the last words of a name. Left out are
   * those that are as often part of the name itself ({@code group}, {@code partners}, {@code da}).
   */
  private static final Set<String> LEGAL_FORMS =
      Set.copyOf(
          List.of(
              """
          inc incorporated corp corporation co company ltd limited llc llp lllp lp plc pllc cic
          pty pte pvt private sdn bhd berhad tbk
          gmbh mbh ggmbh ag aktiengesellschaft kg kgaa ohg ug og eg ev se
          sa sas sasu sarl eurl sci snc sca scs scop
          srl srls spa sapa sapi sapidecv sl slu sau sab sadecv sabdecv sderl sderldecv ltda eireli lda
          bv nv vof cv cvba bvba
          ab hb as asa ans ks aps oy oyj ky hf ehf
          spzoo spj spk kft zrt nyrt bt rt sro vos spol doo dd ad ood eood ead jsc pjsc ojsc cjsc
          ou uab sia tov ooo oao zao pao ao zat vat
          ae epe ike oe
          sti anonimsirketi limitedsirketi
          kk gk yk kabushikikaisha kabushikigaisha godokaisha yugenkaisha
          saoc fze fzco fzllc wll
          """
                  .strip()
                  .split("\\s+")));

  /** Forms that are written without a space, before the name or after it. */
  private static final String EAST_ASIAN =
      "株式会社|有限会社|合同会社|\\((?:株|有|同|주|유)\\)|股份有限公司|有限责任公司|有限責任公司|有限公司|주식회사|유한회사";

  /** Forms that by custom go before the name. */
  private static final Pattern BEFORE =
      Pattern.compile("^(?:" + EAST_ASIAN + "|(?:ООО|ОАО|ЗАО|ПАО|АО|ТОВ)(?=[\\s\"'«„“]))\\s*");

  private static final Pattern AFTER = Pattern.compile("\\s*(?:" + EAST_ASIAN + ")$");

  private static final Pattern JOINING = Pattern.compile("[.'’`´]");
  private static final Pattern SEPARATING = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** {@code S. de R.L. de C.V.} */
  private static final int MOST_WORDS = 5;

  /** {@code C++}, {@code A+}; between words it is an "and". */
  private static final Pattern PLUS = Pattern.compile("(?<=[\\p{L}\\p{N}+])\\+(?![\\p{L}\\p{N}])");

  /** Registered, copyrighted, trademarks. */
  private static final Pattern MARKS = Pattern.compile("[\u00ae\u00a9\u2117\u2120\u2122]");

  private static final Pattern ALTERNATIVES = Pattern.compile("[/|(),;&\\[\\]]|\\s-\\s");

  private static final Pattern NOT_APPLICABLE = Pattern.compile("(?i)\\bn/a\\b");

  private static final Pattern SHARP = Pattern.compile("(?<=\\p{L})#");

  /**
   * What people write where they have no employer, or tell none, and what forms have there;
   * strangers have it in common.
   */
  private static final Set<String> NO_EMPLOYER =
      keys(
          """
          company, company name, your company, my company, employer, employer name, organization,
          organisation, my business, own business, myself,
          self-employed, self-employed consultant, self-employed freelancer, freelance, freelancer,
          freelancing, freelance consultant, freelance self-employed, freelance work, contractor,
          consultant, independent, independent consultant, independent contractor,
          independent professional, sole trader, sole proprietor, entrepreneur, retired,
          semi-retired, student, full-time student, unemployed, not employed, currently unemployed,
          between jobs, in transition, career break, career transition, sabbatical, homemaker,
          parental leave, looking for work, looking for a job, looking for opportunities,
          looking for new opportunities, seeking opportunities, seeking new opportunities,
          open to work, open to opportunities, open to new opportunities, actively looking,
          available for work, job seeker, confidential company, confidential client,
          private company, stealth, stealth mode, stealth startup, stealth mode startup,
          various, various companies, multiple, multiple companies,
          selbstständig, selbständig, freiberuflich, freiberufler, freischaffend, arbeitssuchend,
          arbeitslos, rentner, im ruhestand, studentin, indépendant, indépendante,
          travailleur indépendant, auto-entrepreneur, micro-entrepreneur, retraité, étudiant,
          étudiante, en recherche d'emploi, sans emploi, autónomo, autónoma, trabajador autónomo,
          trabajador independiente, profesional independiente, independiente, por cuenta propia,
          jubilado, estudiante, desempleado, profissional autônomo, conta própria, aposentado,
          estudante, desempregado, libero professionista, libera professionista, pensionato,
          studente, disoccupato, zelfstandig, zelfstandige, zzp, zzp'er, gepensioneerd, werkzoekend,
          egenföretagare, selvstendig, selvstændig, yrittäjä, samozatrudniony, samozatrudnienie,
          serbest meslek, emekli, öğrenci, самозанятый, фриланс, фрилансер, пенсионер, студент,
          freelance writer, freelance designer, freelance developer, freelance photographer,
          stay at home dad, stay at home mom, stay at home mum, stay at home parent, home,
          seeking new role, no company, no company name, no employer, none at the moment, nothing,
          personal, individual, not working, not currently employed, unemployed at the moment,
          stealth ai startup, undisclosed startup, selbstständigkeit, elternzeit, auf jobsuche,
          private practice, sole practitioner, solo practitioner, in between jobs, me, owner,
          business owner, stealth mode ai startup, self employment, seeking employment, tbc,
          not listed, no current company, retiree, housewife, confidential employer,
          my own company, freier mitarbeiter, zelfstandig ondernemer, demandeur d'emploi,
          ama de casa, em busca de recolocação, in cerca di lavoro, 主婦, 无业, 주부, 구직중, фоп,
          домохозяйка, işsiz, arbetssökande, osvč,
          privat, privatperson, hausfrau, rentnerin, keine firma, en recherche active,
          à mon compte, profession libérale, micro-entreprise, particulier, sin empresa,
          ninguna empresa, cuenta propia, buscando empleo, sem empresa, partita iva, casalinga,
          działalność gospodarcza, ип, безработный, на пенсии, 無職, 個人, 個人事業主, 自由职业者,
          待业, 무직, 개인사업자, עצמאי, عمل حر, متقاعد, طالب,
          フリーランス, 自営業, 学生, 自由职业, 自由職業, 个体户, 退休, 学生, 프리랜서, 자영업, 학생
          """);

  private CompanyKey() {}

  private static Set<String> keys(String phrases) {
    return Arrays.stream(phrases.split(",")).map(CompanyKey::key).collect(Collectors.toSet());
  }

  /** The key; empty where the name says nothing, or that there is none. */
  static String of(String companyName) {
    String plain = WrittenText.unescaped(companyName).strip();
    String name = NOT_APPLICABLE.matcher(plain).replaceAll("na");
    String key = key(name);
    return WrittenText.isIncomplete(name) || isNone(name, key) || isNoneInEveryPart(name)
        ? ""
        : key;
  }

  private static boolean isNone(String name, String key) {
    return Placeholder.is(name) || NO_EMPLOYER.contains(key);
  }

  /** {@code Self-employed / Freelance}. */
  private static boolean isNoneInEveryPart(String name) {
    String[] parts = ALTERNATIVES.split(name);
    return parts.length > 1
        && Arrays.stream(parts)
            .filter(part -> !part.isBlank())
            .allMatch(part -> isNone(part, key(part)));
  }

  private static String key(String companyName) {
    String unmarked = MARKS.matcher(companyName).replaceAll("");
    String name = withoutOuterForms(Normalizer2.getNFKCInstance().normalize(unmarked).strip());
    String signs = PLUS.matcher(SHARP.matcher(name).replaceAll(" sharp")).replaceAll(" plus");
    String words = FoldedText.fold(signs).replace("&", " and ").replace("+", " and ");
    List<String> all =
        Arrays.stream(SEPARATING.split(JOINING.matcher(words).replaceAll("")))
            .map(FoldedText::lettersAndDigits)
            .filter(word -> !word.isEmpty())
            .toList();
    return String.join("", withoutLegalForms(all));
  }

  private static String withoutOuterForms(String name) {
    String rest = AFTER.matcher(BEFORE.matcher(name).replaceFirst("")).replaceFirst("");
    return FoldedText.lettersAndDigits(rest).isEmpty() ? name : rest;
  }

  private static List<String> withoutLegalForms(List<String> words) {
    List<String> rest = words;
    for (int form = lengthOfLegalForm(rest); form > 0; form = lengthOfLegalForm(rest)) {
      rest = rest.subList(0, rest.size() - form);
    }
    return rest;
  }

  /** How many of the last words are a legal form; 0 where nothing would be left without them. */
  private static int lengthOfLegalForm(List<String> words) {
    int longest = Math.min(MOST_WORDS, words.size() - 1);
    for (int count = longest; count > 0; count--) {
      List<String> last = words.subList(words.size() - count, words.size());
      if (isLegalForm(last)) {
        return count;
      }
    }
    return 0;
  }

  private static boolean isLegalForm(List<String> words) {
    if (words.size() == 1) {
      // "and" is what "& Co" leaves behind.
      return LEGAL_FORMS.contains(words.getFirst()) || words.getFirst().equals("and");
    }
    // Only initials are put together, so that no two words of a name make a form by accident.
    return words.stream().allMatch(word -> word.length() <= 2 || LEGAL_FORMS.contains(word))
        && LEGAL_FORMS.contains(String.join("", words));
  }
}
