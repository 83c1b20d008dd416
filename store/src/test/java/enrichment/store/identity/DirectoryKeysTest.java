package enrichment.store.identity;

import static enrichment.store.identity.DirectoryKeys.companyKey;
import static enrichment.store.identity.DirectoryKeys.domainKey;
import static enrichment.store.identity.DirectoryKeys.linkedinKey;
import static enrichment.store.identity.DirectoryKeys.nameKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryKeysTest {

  @ParameterizedTest
  @CsvSource({
    "Łukasz, Żak, Lukasz, Zak",
    "ADA, LOVELACE, ada, lovelace",
    "Jean-Pierre, Dupont, Jean Pierre, dupont",
    "Seán, O’Brien, Sean, OBrien",
    "Zoë, Groß, Zoe, Gross",
    "Þórður, Ægisson, Thordur, Aegisson",
    "Søren, Ångström, Soren, Angstrom",
    "İbrahim, Işık, Ibrahim, Isik",
    "Nguyễn, Đức, Nguyen, Duc",
    "Дмитрий, Соловьёв, ДМИТРИЙ, Соловьев",
    "Γιώργος, Παπαδόπουλος, ΓΙΩΡΓΟΣ, ΠΑΠΑΔΟΠΟΥΛΟΣ",
    "ᲒᲘᲝᲠᲒᲘ, ᲑᲔᲠᲘᲫᲔ, გიორგი, ბერიძე",
    "たなか, さくら, タナカ, サクラ",
    "ﾀﾅｶ, ｻｸﾗ, タナカ, サクラ",
    "Ａｄａ, Ｌｏｖｅｌａｃｅ, Ada, Lovelace",
    "'  Ada ', Lovelace., Ada, Lovelace",
    "김민, 준, 김 민, 준",
    "Seán, O&#39;Brien, Sean, O'Brien",
    "Seán, O\\u0027Brien, Sean, O'Brien",
    "Ren&eacute;, Dupont, René, Dupont",
    "Ren%C3%A9, Dupont, René, Dupont",
    "Ren%E9, Dupont, René, Dupont",
    "L&#322;ukasz, Żak, Lłukasz, Zak",
    "Anna, Müller ®, Anna, Müller",
    "Anna ②, Müller, Anna, Müller",
    "مُحَمَّد, عَلِي, محمد, علي",
    "יֶלֶד, כֹּהֵן, ילד, כהן",
    "王, 伟, 王, 伟",
    "Jennifer, Null, jennifer, NULL",
    "Chan, O Neil, chan, oneil",
  })
  void sameNameHasTheSameKey(String first, String last, String otherFirst, String otherLast) {
    assertThat(nameKey(first, last)).isNotNull().isEqualTo(nameKey(otherFirst, otherLast));
  }

  @Test
  void accentsThatAreWrittenInTwoWaysAreOne() {
    assertThat(nameKey("Zoe\u0308", "Lu")).isEqualTo(nameKey("Zo\u00eb", "Lu"));
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, Lovelace, Lovelace, Ada",
    "Mary Ann, Lee, Mary, Ann Lee",
    "王, 伟, 王, 薇",
    "山田, 太郎, 田中, 太郎",
    "Ada, Lovelace, Ada, Loveless",
    "សុខា, ចាន់, សុខី, ចាន់",
  })
  void anotherNameHasAnotherKey(String first, String last, String otherFirst, String otherLast) {
    assertThat(nameKey(first, last)).isNotNull().isNotEqualTo(nameKey(otherFirst, otherLast));
  }

  @ParameterizedTest
  @CsvSource({
    "Łukasz, Żak, lukasz zak",
    "Ольга, Петрова, olga petrova",
    "محمد, علي, mhmd ly",
    "राजेश, कुमार, rajesa kumara",
    "გიორგი, ბერიძე, giorgi beridze",
    "דוד, לוי, dwd lwy",
    "王, 伟, 王 伟",
  })
  void namesOfEveryScriptHaveAStableKey(String first, String last, String key) {
    assertThat(nameKey(first, last)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "-, Lovelace",
        "Ada, ...",
        "Ada, NULL",
        "NULL, Lovelace",
        "N/A, N/A",
        "Unknown, Unknown",
        "undefined, undefined",
        "LinkedIn, Member",
        "#NAME?, #NAME?",
        "#ERROR!, Lovelace",
        "Vorname, Nachname",
        "{{first_name}}, {{last_name}}",
        "%FIRSTNAME%, %LASTNAME%",
        "Jane, [not provided]",
        "Jane, Unknown",
        "Jane, S*****",
        "Jane, Sm...",
        "Jane, T.",
        "J., Smith",
        "Maria, G. L.",
        "Maria, G.L.",
        "Γιώργος, Θ.",
        "Anna, Sz.",
        "Anna, N/A",
        "Anna, (hidden)",
        "Anna, LNU",
        "*|FNAME|*, *|LNAME|*",
        "J•••, D•••",
        "Test, User",
        "Имя, Фамилия",
      },
      nullValues = "NULL")
  void halfANameHasNoKey(String first, String last) {
    assertThat(nameKey(first, last)).isNull();
  }

  @Test
  void aTextThatIsTooLongForANameHasNoKey() {
    assertThat(nameKey("a".repeat(201), "b")).isNull();
    assertThat(companyKey("a".repeat(201))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acme",
        "ACME Inc",
        "Acme, Inc.",
        "Acme LLC",
        "Acme L.L.C.",
        "Acme Ltd",
        "Acme GmbH",
        "Acme GmbH & Co. KG",
        "Acme AG",
        "Acme SA",
        "Acme S.A.",
        "Acme S. A.",
        "Acme SAS",
        "Acme SARL",
        "Acme S.à r.l.",
        "Acme S.r.l.",
        "Acme S.p.A.",
        "Acme BV",
        "Acme B.V.",
        "Acme N.V.",
        "Acme AB",
        "Acme AS",
        "Acme A/S",
        "Acme ApS",
        "Acme Oy",
        "Acme Oyj",
        "Acme Sp. z o.o.",
        "Acme Sp. z o. o.",
        "Acme Kft.",
        "Acme s.r.o.",
        "Acme, d.o.o.",
        "Acme Pty Ltd",
        "Acme Pte. Ltd.",
        "Acme PLC",
        "Acme Corp",
        "Acme Corporation",
        "Acme & Co",
        "Acme Company",
        "Acme KK",
        "Acme K.K.",
        "Acme Co., Ltd.",
        "Acme Co.,Ltd",
        "Acme ООО",
        "ООО «Acme»",
        "Acme A.Ş.",
        "Acme Ltd. Şti.",
        "Acme S.A. de C.V.",
        "Acme S. de R.L. de C.V.",
        "Acme Ltda.",
        "Acme Α.Ε.",
        "株式会社Acme",
        "Acme株式会社",
        "㈱Acme",
        "주식회사 Acme",
        "Acme有限公司",
        "  acme\u00a0 inc ",
      })
  void theLegalFormIsNoPartOfTheName(String name) {
    assertThat(companyKey(name)).isEqualTo("acme");
  }

  @ParameterizedTest
  @CsvSource({
    "Co-op Bank Ltd, coopbank",
    "The Limited Edition, thelimitededition",
    "AG Partners Inc, agpartners",
    "Inc, inc",
    "GmbH, gmbh",
    "Smith & Sons, smithandsons",
    "Smith + Sons Ltd, smithandsons",
    "Smith and Sons, smithandsons",
    "Éditions Étoile SARL, editionsetoile",
    "Booking.com B.V., bookingcom",
    "3M Company, 3m",
    "AO Foundation, aofoundation",
    "Ромашка, romaska",
    "日本電気, 日本電気",
    "株式会社, 株式会社",
    "C++ Ltd, cplusplus",
    "C# Ltd, csharp",
    "C Ltd, c",
    "A+ GmbH, aplus",
    "Disney+, disneyplus",
    "Disney Plus, disneyplus",
    "Unknown Worlds, unknownworlds",
    "Freelance.com SA, freelancecom",
    "Confidential Records Ltd, confidentialrecords",
    "Student Loans Company, studentloans",
    "Self Financial Inc, selffinancial",
    "Johnson &amp; Johnson, johnsonandjohnson",
    "Johnson &amp;amp; Johnson, johnsonandjohnson",
    "Johnson & Johnson®, johnsonandjohnson",
    "L&#39;Oréal, loreal",
    "L\\u0027Or&eacute;al, loreal",
    "Acme™, acme",
    "Siemens%20AG, siemens",
    "SIEMENS Aktiengesellschaft, siemens",
    "Freelance & Sons, freelanceandsons",
    "E*Trade, etrade",
    "Grupo Bimbo S.A.B. de C.V., grupobimbo",
    "Grupo Bimbo S.A.P.I. de C.V., grupobimbo",
    "100% Design Ltd, 100design",
  })
  void whatIsNoLegalFormStays(String name, String key) {
    assertThat(companyKey(name)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", ".", "«»"})
  void whatHasNoLetterIsNoCompany(String name) {
    assertThat(companyKey(name)).isNull();
  }

  /** Strangers have it in common. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "N/A",
        "n.a.",
        "NA",
        "#N/A",
        "none",
        "NULL",
        "undefined",
        "Unknown",
        "not available",
        "{{company}}",
        "{company}",
        "${company.name}",
        "%COMPANY%",
        "[Company]",
        "<company>",
        "companyname",
        "Company Name",
        "Your Company",
        "My Company",
        "Self-employed",
        "Self Employed",
        "selfemployed",
        "SELF-EMPLOYED Ltd",
        "Self-employed (Consultant)",
        "Consultant (Self-employed)",
        "Self Employed / Freelance",
        "Selbstständig / Freelance",
        "Freelance Writer",
        "University of\u2026",
        "International Business Mach...",
        "A*** Inc",
        "#NAME?",
        "#DIV/0!",
        "Loading...",
        "N/D",
        "No company",
        "N/A - Self Employed",
        "N/A (student)",
        "Self-Employed (N/A)",
        "Private Practice",
        "Stay at home dad",
        "Stealth AI Startup",
        "Micro-entreprise",
        "個人事業主",
        "ИП",
        "Freelance",
        "Freelancer",
        "Freelance Consultant",
        "Independent Consultant",
        "Independent",
        "Retired",
        "Student",
        "Unemployed",
        "Looking for new opportunities",
        "Seeking opportunities",
        "Open to work",
        "Career Break",
        "Confidential",
        "Confidential Company",
        "Stealth",
        "Stealth Startup",
        "Stealth Mode Startup",
        "Stealth Mode",
        "Private",
        "Various",
        "Various Companies",
        "Multiple",
        "Selbstständig",
        "selbständig",
        "Freiberuflich",
        "Indépendant",
        "Auto-entrepreneur",
        "Autónomo",
        "Autônomo",
        "Por cuenta propia",
        "Libero professionista",
        "Zelfstandig",
        "ZZP",
        "Egenföretagare",
        "Samozatrudniony",
        "フリーランス",
        "自由职业",
        "Самозанятый",
      })
  void whatIsNoEmployerHasNoKey(String name) {
    assertThat(companyKey(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analytical.example",
        "ANALYTICAL.Example",
        " analytical.example ",
        "www.analytical.example",
        "analytical.example.",
        "analytical.example:8443",
        "analytical.example/about?x=1",
        "https://www.analytical.example/",
        "HTTP://Analytical.Example:80/a/b#c",
        "//analytical.example",
        "@analytical.example",
        "ada@analytical.example",
        "mailto:ada@analytical.example",
        "https://ada:secret@analytical.example/",
        "ａｎａｌｙｔｉｃａｌ。example",
        "analytical.example,",
        "analytical.example;",
        "(analytical.example)",
        "<analytical.example>",
        "\"analytical.example\"",
        "analytical.example\u200e",
        "analytical.example!",
        "analytical.example\\",
        "analytical.example%20",
        "*.analytical.example",
        ".analytical.example",
        "www.www.analytical.example",
        "http:/analytical.example",
        "https//analytical.example",
        "https://https://analytical.example",
        "https://analytical.example,/about",
        "%09analytical.example",
        "https%3A%2F%2Fanalytical.example",
        "https%253A%252F%252Fanalytical.example",
        "https:\\/\\/analytical.example",
        "analytical.example%2F",
        "/analytical.example",
        "analytical.example\u2122",
        "analytical\uff0eexample",
        "analytical&#46;example",
        "&lt;analytical.example&gt;",
      })
  void oneDomainHasOneKey(String domain) {
    assertThat(domainKey(domain)).isEqualTo("analytical.example");
  }

  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "straße.example, xn--strae-oqa.example",
    "STRAẞE.example, xn--strae-oqa.example",
    "νικος.example, xn--uxachkp.example",
    "νικοσ.example, xn--uxachku.example",
    "analytical\u2011engines.example, analytical-engines.example",
    "none.example, none.example",
    "linkedin.com, linkedin.com",
    "github.com, github.com",
    "corp.mail.ru, corp.mail.ru",
    "sa.gov.au, sa.gov.au",
    "www.bbc.co.uk, bbc.co.uk",
    "analytical.github.io, analytical.github.io",
    "https://www.linkedin.com/, linkedin.com",
    "www.dev, www.dev",
    "mail.analytical.example, mail.analytical.example",
    "wwww.example, wwww.example",
  })
  void domainsAreWrittenInAscii(String domain, String key) {
    assertThat(domainKey(domain)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "10.0.0.1",
        "[::1]",
        "a b.example",
        "-a.example",
        "a..example",
        "a_b.example",
        "https://",
        "@",
        ".example",
        "xn--\u00fc.example",
        "n/a",
        "analytical.example, other.example",
        "analytical.example | other.example",
        "[analytical.example](http://analytical.example)",
        "analytical.example, ada@other.example",
        "ada@analytical.example;bob@other.example",
        "ada@analytical.example, bob@other.example",
        "analytical\u3002example, other\u3002example",
        "analytical.example\u00b2",
        "analytical\u00b2.example",
        "analytical.example...",
        "analytical.exam\u2026",
        "\u2026lytical.example",
        "_dmarc.analytical.example",
        "analytical.example-",
        "N.A.",
        "n.a",
        "none.none",
        "unknown.unknown",
        "{{company.domain}}",
        "https://www.linkedin.com/company/analytical",
        "facebook.com/analytical",
        "https://de.linkedin.com/company/analytical",
        "https://m.facebook.com/analytical",
        "https://sites.google.com/view/analytical",
        "github.com/analytical",
        "gmail.com",
        "ada.lovelace@gmail.com",
        "example.com",
        "t.co/abc",
        "https://urldefense.com/v3/__https://analytical.example",
        "yourcompany.com",
        "none.com",
        "Node.js",
        "jan.doe",
        "co.uk",
        "www.co.uk",
        "analytical.com\u00aa",
        "analytical.com\u2192",
      })
  void whatIsNoDomainHasNoKey(String domain) {
    assertThat(domainKey(domain)).isNull();
  }

  /** One character of which UTS 46 makes eighteen. */
  @Test
  void aTextThatGrowsBeyondAnyNameHasNoKey() {
    assertThat(domainKey("\ufdfa".repeat(200) + ".example")).isNull();
  }

  @Test
  void aDomainHasAtMost253Characters() {
    String label = "a".repeat(49) + ".";
    assertThat(domainKey(label.repeat(5) + "abc")).hasSize(253);
    assertThat(domainKey(label.repeat(5) + "abcd")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.linkedin.com/in/ada-lovelace",
        "http://www.linkedin.com/in/ada-lovelace",
        "www.linkedin.com/in/ada-lovelace",
        "linkedin.com/in/ada-lovelace",
        "//linkedin.com/in/ada-lovelace",
        "https://fr.linkedin.com/in/ada-lovelace",
        "https://m.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/mwlite/in/ada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace/",
        "https://www.linkedin.com/in/ada-lovelace?trk=people",
        "https://www.linkedin.com/in/ada-lovelace/?trk=people#top",
        "https://www.linkedin.com/in/ada-lovelace#experience",
        "https://www.linkedin.com/in/ada-lovelace/en",
        "https://www.linkedin.com/in/ada-lovelace/fr-fr/",
        "https://www.linkedin.com/in/ada-lovelace/details/skills/",
        "https://www.linkedin.com/in/Ada-Lovelace",
        "HTTPS://WWW.LINKEDIN.COM/IN/ADA-LOVELACE",
        "https://www.linkedin.com/in/ada%2Dlovelace",
        "https://www.linkedin.com//in//ada-lovelace",
        "https://www.linkedin.com:443/in/ada-lovelace",
        "  https://www.linkedin.com/in/ada-lovelace\n",
        // Hosts.
        "https://www2.linkedin.com/in/ada-lovelace",
        "https://zh-cn.linkedin.com/in/ada-lovelace",
        "https://touch.www.linkedin.com/in/ada-lovelace",
        "linkedin://in/ada-lovelace",
        // What mails, apps and pages put before and after it.
        "https://www.linkedin.com/comm/in/ada-lovelace?midToken=AQG",
        "https://www.linkedin.com/public-profile/in/ada-lovelace",
        "https://www.linkedin.com/en-us/in/ada-lovelace",
        "https://www.linkedin.com/in/in/ada-lovelace",
        "https://www.linkedin.com/./in/ada-lovelace",
        "https://www.linkedin.com/%69n/ada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace;jsessionid=1",
        "https://www.linkedin.com/in/ada-lovelace&trk=people",
        "https://www.linkedin.com/in/ada-lovelace%3Ftrk=people",
        "https://www.linkedin.com/authwall?trk=a&sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-lovelace%2F",
        "https://www.linkedin.com/uas/login?session_redirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-lovelace",
        "https://www.linkedin.com/https://www.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/zh-hans/in/ada-lovelace",
        "https://www.linkedin.com/mynetwork/in/ada-lovelace",
        "https://www.linkedin.com/profile/in/ada-lovelace",
        "https://www.linkedin.com/in/in/in/ada-lovelace",
        "https://www.linkedin.com/in/https://www.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/in/https%3A//www.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/comm/in/https://linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/in/www.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/in/linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/uas/login?session_redirect=%2Fin%2Fada-lovelace",
        "https://www.linkedin.com/login?session_redirect=/in/ada-lovelace",
        "https://www.linkedin.com/authwall?trk=x&amp;sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace?originalReferer=https://www.linkedin.com/in/bob-other",
        // What is typed, pasted and exported with it.
        "https://www.linkedin.com/in/ada-lovelace%2520",
        "https://www.linkedin.com/in/ada-lovelace\uff0c",
        "https://www.linkedin.com/in/ada-lovelace%EF%BC%8C",
        "https://www.linkedin.com/in/ada-lovelace:",
        "https://www.linkedin.com/in/ada-lovelace\u2022",
        "https://www.linkedin.com/in/ada-lovelace\ufe0f",
        "https://www.linkedin.com/in/ada-lovelace\u3164",
        "https://www.linkedin.com/in/ada-lovelace=",
        "https://www.linkedin.com/in/ada-lovelace\u200b",
        "\ufeffhttps://www.linkedin.com/in/ada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace%E2%80%8B",
        "https://www.linkedin.com/in/ada-lovelace%20",
        "https://www.linkedin.com/in/ada-lovelace\u00a0/",
        "https://www.linkedin.com/in/ada-lovelace,",
        "https://www.linkedin.com/in/ada-lovelace)",
        "https://www.linkedin.com/in/ada-lovelace.",
        "<https://www.linkedin.com/in/ada-lovelace>",
        "(https://www.linkedin.com/in/ada-lovelace).",
        "\"https://www.linkedin.com/in/ada-lovelace\"",
        "https://www.linkedin.com/in/ada-lovelace%2F",
        "https://www.linkedin.com/in/ada-lovelace%252F",
        "https://www.linkedin.com/in/ada-lovelace%5C",
        "https://www.linkedin.com/in%2Fada-lovelace",
        "https://www.linkedin.com/in/@ada-lovelace",
        "https://www.linkedin.com/in/%40ada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace%20https://x.com",
        "https://www.linkedin.com/in/ada-lovelace:~:text=x",
        "https://www.linkedin.com/in/ada%E2%80%90lovelace",
        "https://www.linkedin.com/in/ada\u2013lovelace",
        "https://www.linkedin.com/mobile/in/ada-lovelace",
        "https://www.linkedin.com/incareer/in/ada-lovelace",
        "https://www.linkedin.com/in/en/ada-lovelace",
        "https://www.linkedin.com/login?redirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-lovelace",
        "https://www.linkedin.com/signup/public-profile-join?vieweeVanityName=ada-lovelace&trk=x",
        "https:\\/\\/www.linkedin.com\\/in\\/ada-lovelace",
        "https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-lovelace",
        "https://www.linkedin.com/in/ada\u2212lovelace",
        "https://www.linkedin.com/in/\uff41da-lovelace",
        "https://www.linkedin.com/in/zh-cn/ada-lovelace",
        "https://www.linkedin.com/in/pt-BR/ada-lovelace",
        "https://www.linkedin.com/in/ada-lovelace/zh-cn",
        "https://www.linkedin.com/in/ada-lovelace?trk",
        "https://www.linkedin.com/in/ada-lovelace/?trk",
        "https://www.linkedin.com/in/ada-lovelace/?",
        "linkedin.com:/in/ada-lovelace",
      })
  void oneProfileHasOneKey(String url) {
    assertThat(linkedinKey(url)).isEqualTo("in/ada-lovelace");
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.linkedin.com/in/zo%C3%AB-lu, in/zoë-lu",
    "https://www.linkedin.com/in/ZOË-lu, in/zoë-lu",
    "https://www.linkedin.com/in/zoe%CC%88-lu, in/zoë-lu",
    "https://www.linkedin.com/in/%E7%8E%8B%E4%BC%9F, in/王伟",
    "https://www.linkedin.com/in/devin-o%E2%80%99rourke-539, in/devin-o'rourke-539",
    "https://www.linkedin.com/in/d'angelo, in/d'angelo",
    "https://www.linkedin.com/in/jos%E9-garc%EDa, in/josé-garcía",
    "https://www.linkedin.com/pub/ada-lovelace/1/2a/b3, pub/ada-lovelace/1/2a/b3",
    "http://uk.linkedin.com/pub/Ada-Lovelace/1/2A/B3/?trk=x, pub/ada-lovelace/1/2a/b3",
    "https://www.linkedin.com/in/in/kim-other, in/kim-other",
    "'https://www.linkedin.com/sales/lead/ACwAAAbc_1-2,NAME_SEARCH,x1y2', sales/acwaaabc_1-2",
    "'https://www.linkedin.com/sales/people/ACwAAAbc_1-2,NAME_SEARCH', sales/acwaaabc_1-2",
    "https://www.linkedin.com/talent/profile/AEEAABxhq?trk=a, talent/aeeaabxhq",
    "'https://www.linkedin.com/recruiter/profile/47616,HHNH,name', recruiter/47616",
    "https://www.linkedin.com/profile/view?id=12345&trk=a, member/12345",
  })
  void slugsAreDecodedAndOldAddressesKeptApart(String url, String key) {
    assertThat(linkedinKey(url)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada-lovelace",
        "in/ada-lovelace",
        "https://www.linkedin.com",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/in",
        "https://www.linkedin.com/company/analytical",
        "https://www.linkedin.com/school/analytical",
        "https://www.linkedin.com/pub/dir/ada/lov",
        "https://www.linkedin.com/pub/dir/a/b/c",
        "https://www.linkedin.com/sales/lead/ACw",
        "https://www.linkedin.com/feed/?in/ada",
        "https://www.linkedin.com/in/%zz",
        "https://www.linkedin.com/in/a%2Fb",
        "https://www.linkedin.com/in/a%00b",
        "https://www.linkedin.com/in/a%ADb",
        "https://www.linkedin.com/in/a b",
        // Many have these.
        "https://www.linkedin.com/in/undefined",
        "https://www.linkedin.com/in/N/A",
        "https://www.linkedin.com/in/n/a/",
        "https://www.linkedin.com/in/-",
        "https://www.linkedin.com/in/na",
        "https://www.linkedin.com/in/null-null",
        "https://www.linkedin.com/in/undefined_undefined",
        "https://www.linkedin.com/in/null.null",
        "https://www.linkedin.com/in/not-available",
        "https://www.linkedin.com/in/notavailable",
        "https://www.linkedin.com/in/notfound",
        "https://www.linkedin.com/in/not_found",
        "https://www.linkedin.com/in/n_a",
        "https://www.linkedin.com/in/n.a",
        "https://www.linkedin.com/in/nil",
        "https://www.linkedin.com/in/false",
        "https://www.linkedin.com/in/true",
        "https://www.linkedin.com/in/000",
        "https://www.linkedin.com/in/no-profile",
        "https://www.linkedin.com/in/no-linkedin",
        "https://www.linkedin.com/in/object-object",
        "https://www.linkedin.com/in/%5Bobject%20Object%5D",
        "https://www.linkedin.com/in/username",
        "https://www.linkedin.com/in/your-name",
        "https://www.linkedin.com/in/your-profile",
        "https://www.linkedin.com/in/firstname-lastname",
        "https://www.linkedin.com/in/tbd",
        "https://www.linkedin.com/in/missing",
        "https://www.linkedin.com/in/private",
        "https://www.linkedin.com/in/private-profile",
        "https://www.linkedin.com/in/out-of-network",
        "https://www.linkedin.com/in/linkedin",
        "https://www.linkedin.com/in/linkedin-user",
        "https://www.linkedin.com/in/test",
        "https://www.linkedin.com/in/xxx",
        "https://www.linkedin.com/in/details",
        "https://www.linkedin.com/in/recent-activity",
        "https://www.linkedin.com/in/%7B%7Bslug%7D%7D",
        "https://www.linkedin.com/in/%7B%7Bperson_handle%7D%7D",
        "https://www.linkedin.com/in/$%7Bhandle%7D",
        "https://www.linkedin.com/in/slug%3E",
        "https://www.linkedin.com/in/christo...",
        "https://www.linkedin.com/in/christo%E2%80%A6",
        "https://www.linkedin.com/in/christo.../",
        "https://www.linkedin.com/in/christo\u2026",
        "https://www.linkedin.com/in/ada-lovelace\nhttps://www.linkedin.com/in/bob-other",
        "https://www.linkedin.com/in/ada-lovelace; https://www.linkedin.com/in/bob-other",
        "https://www.linkedin.com/in/pub/ada",
        "https://www.linkedin.com/in/@/ada",
        "https://www.linkedin.com/in/profile/view?id=1",
        "https://www.linkedin.com/in/edit/forms/ada",
        "https://www.linkedin.com/in/public-profile/settings",
        "https://www.linkedin.com/in/https:/",
        "https://www.linkedin.com/in/william-%22bill%22-smith-12",
        "https://www.linkedin.com/in/anna-smith-%7C-cfa-1a2b",
        "https://www.linkedin.com/in/anna-%23opentowork-1",
        "https://www.linkedin.com/in/profile-not-found",
        "https://www.linkedin.com/in/your_linkedin_username",
        "https://www.linkedin.com/sales/lead/undefined",
        "https://www.linkedin.com/sales/people/unknown,NAME_SEARCH",
        "https://www.linkedin.com/sales/lead/NAME_SEARCH,abcd",
        "https://www.linkedin.com/sales/lead/-----",
        "https://www.linkedin.com/talent/profile/undefined",
        "https://www.linkedin.com/profile/view?id=undefined",
        "https://www.linkedin.com/in/null/",
        "https://www.linkedin.com/in/me",
        "https://www.linkedin.com/in/,",
        "https://www.linkedin.com/in/%E2%80%8B",
        "https://www.linkedin.com/in/ada/../../feed",
        "https://www.linkedin.com/undefined/",
        "https://www.linkedin.com/feed/",
        "https://www.linkedin.com/search/results/people/?keywords=ada",
        "https://www.linkedin.com/authwall?sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fcompany%2Fa",
        "https://www.linkedin.com/authwall?sessionRedirect=https%3A%2F%2Fevil.example%2Fin%2Fada",
        "https://www.linkedin.com/recruiter/profile/,",
        "https://my-linkedin.com/in/ada",
        "https://lnkd.in/ada",
        "https://www.linkedin.com.evil.example/in/ada",
        "https://notlinkedin.com/in/ada",
        "https://evil.example/www.linkedin.com/in/ada",
        "https://evil.example@www.linkedin.com/in/ada",
        // Masked, cut off, broken: another member may have the rest in common.
        "https://www.linkedin.com/in/ada***",
        "https://www.linkedin.com/in/a***e",
        "https://www.linkedin.com/in/***",
        "https://www.linkedin.com/in/christo..",
        "https://www.linkedin.com/in/christo\u2025",
        "https://www.linkedin.com/in/christo\u22ef",
        "https://www.linkedin.com/in/christo&hellip;",
        "https://www.linkedin.com/in/andr?-martin",
        "https://www.linkedin.com/in/andr?s",
        "https://www.linkedin.com/in/andr\ufffd-martin",
        "https://www.linkedin.com/in/kim,bob",
        "https://www.linkedin.com/in/kim&alice",
        "https://www.linkedin.com/in/kim;alice",
        "https://www.linkedin.com/in/kim:alice",
        "https://www.linkedin.com/in/ada-lovelacehttps://www.linkedin.com/in/bob-other",
        "https://www.linkedin.com/in/ada-lovelacewww.linkedin.com/in/bob-other",
        "https://www.linkedin.com/in/ada-lovelace/https://www.linkedin.com/in/bob-other",
        // Words that stand for one.
        "https://www.linkedin.com/in/404",
        "https://www.linkedin.com/in/ada-lovelace?",
        "https://www.linkedin.com/in/jos??",
        "https://www.linkedin.com/in/john-s\u2022\u2022\u2022",
        "https://www.linkedin.com/in/jane-d\u2588\u2588",
        "https://www.linkedin.com/in/jane-d___",
        "https://www.linkedin.com/in/your-linkedin-profile",
        "https://www.linkedin.com/in/private-member",
        "https://www.linkedin.com/in/xxx-xxx",
        "https://www.linkedin.com/in/kein-profil",
        "https://www.linkedin.com/in/(handle)",
        "https://www.linkedin.com/in/[profile-id]",
        "https://www.linkedin.com/in/<slug>",
        "https://www.linkedin.com/in/profile-id",
        "https://www.linkedin.com/in/handle",
        "https://www.linkedin.com/in/not-provided",
        "https://www.linkedin.com/in/url",
        "https://www.linkedin.com/in/redacted",
        "https://www.linkedin.com/in/your-username",
        "https://www.linkedin.com/in/my-profile",
        "https://www.linkedin.com/in/%25SLUG%25",
        "ftp://www.linkedin.com/in/ada",
      })
  void whatIsNoProfileHasNoKey(String url) {
    assertThat(linkedinKey(url)).isNull();
  }

  @Test
  void whatTellsPeopleApartIsKept() {
    assertThat(linkedinKey("linkedin.com/in/wave-%F0%9F%91%8B%F0%9F%8F%BD"))
        .isNotNull()
        .isNotEqualTo(linkedinKey("linkedin.com/in/wave-%F0%9F%91%8B%F0%9F%8F%BF"));
    assertThat(linkedinKey("linkedin.com/in/nana")).isEqualTo("in/nana");
    assertThat(linkedinKey("linkedin.com/in/test-pilot")).isEqualTo("in/test-pilot");
  }

  @Test
  void threadsFoldSideBySide() {
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? nameKey("Łukasz", "Żak") : nameKey("Ольга", "Петрова"))
                .distinct())
        .containsExactlyInAnyOrder("lukasz zak", "olga petrova");
  }
}
