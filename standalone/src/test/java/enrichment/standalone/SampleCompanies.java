package enrichment.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Made-up employers; their domains end in {@code .example}, which nobody can have (RFC 2606). */
final class SampleCompanies {
  /**
   * @param plainName without the legal form
   */
  record Company(String plainName, String legalForm, String domain) {
    String name() {
      return plainName + " " + legalForm;
    }
  }

  private static final List<String> FIRST_WORDS =
      List.of(
          "Bluefern",
          "Cobalt",
          "Driftwood",
          "Éclair",
          "Foxglove",
          "Granite",
          "Hazelwick",
          "Indigo",
          "Juniper",
          "Kestrel",
          "Lanthorn",
          "Møllevang",
          "Nimbus",
          "Ochre",
          "Północ",
          "Quillfeather",
          "Rökstad",
          "Saffron",
          "Thistledown",
          "Umbra",
          "Vermilion",
          "Whistlewood",
          "Yarrow",
          "Zéphyr");

  private static final List<String> LAST_WORDS =
      List.of("Foundry", "Logistics", "Instruments", "Textiles", "Software");

  private static final List<String> LEGAL_FORMS =
      List.of(
          "Ltd",
          "GmbH",
          "S.A.",
          "Inc.",
          "Sp. z o.o.",
          "S.r.l.",
          "AB",
          "A/S",
          "B.V.",
          "Oy",
          "LLC",
          "Pty Ltd",
          "Kft.",
          "s.r.o.",
          "SARL",
          "S.p.A.",
          "GmbH & Co. KG",
          "PLC",
          "A.Ş.",
          "K.K.");

  static final List<Company> ALL = all();

  private SampleCompanies() {}

  private static List<Company> all() {
    List<Company> companies = new ArrayList<>();
    companies.add(new Company("Analytical Engines", "Ltd", "analytical.example"));
    companies.add(new Company("Bücherstube", "GmbH", "bücherstube.example"));
    companies.add(new Company("Ромашка", "ООО", "romashka.example"));
    companies.add(new Company("さくら電機", "株式会社", "sakura-denki.example"));
    companies.add(new Company("Ελιά", "Α.Ε.", "elia.example"));
    companies.add(new Company("서울정밀", "주식회사", "seoul-jeongmil.example"));
    companies.add(new Company("青山软件", "有限公司", "qingshan.example"));
    companies.add(new Company("शांति टेक्सटाइल्स", "Pvt. Ltd.", "shanti.example"));
    for (String first : FIRST_WORDS) {
      for (String last : LAST_WORDS) {
        String legalForm = LEGAL_FORMS.get(companies.size() % LEGAL_FORMS.size());
        String label = SampleNames.ascii(first + "-" + last).toLowerCase(Locale.ROOT);
        companies.add(new Company(first + " " + last, legalForm, label + ".example"));
      }
    }
    return List.copyOf(companies);
  }
}
