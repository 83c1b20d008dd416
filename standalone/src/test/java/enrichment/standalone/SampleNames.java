package enrichment.standalone;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/** Common names of many languages, each as it is written and as its bearer writes it in Latin. */
record SampleNames(List<Name> first, List<Name> last) {
  record Name(String written, String latin) {}

  static final List<SampleNames> ALL =
      List.of(
          // English
          latin(
              "Ada Grace Emily Oliver Harry Charlotte George Amelia Jack Sophie Thomas Lucy",
              "Walker Hughes Bennett Clarke Foster Marsh Turner Holloway Reed Whitmore Ashdown"
                  + " Pemberton"),
          // French
          latin(
              "Zoé Élodie François Hélène Gaël Maëlle Loïc Noémie Jérôme Chloé Anaïs André",
              "Lefèvre Béranger Dupré Gauthier Noël Périer Marchand Châtelain Rousselin Girard"
                  + " Crépin Delaunay"),
          // German
          latin(
              "Jörg Käthe Björn Günther Anneliese Jürgen Bärbel Lukas Söhnke Ursula Matthias Heike",
              "Müller Schäfer Groß Köhler Böhm Krüger Weiß Jäger Vogt Strauß Brückner Lindner"),
          // Polish
          latin(
              "Łukasz Małgorzata Paweł Zofia Michał Grażyna Stanisław Bożena Wojciech Agnieszka"
                  + " Kacper Żaneta",
              "Żak Wójcik Dąbrowski Kamińska Zieliński Górski Jabłoński Sikora Pawłowska Król"
                  + " Michałek Świątek"),
          // Spanish and Portuguese
          latin(
              "José María Íñigo Begoña Sofía Andrés João Conceição Inês Martín Lucía Gonçalo",
              "Muñoz García Núñez Peña Ibáñez Conceição Araújo Magalhães Simões Vásquez Ordóñez"
                  + " Guimarães"),
          // Turkish
          latin(
              "İbrahim Ayşe Çağlar Gülşen Işıl Oğuz Şebnem Ümit Özge Barış Tuğba Yiğit",
              "Yıldız Şahin Öztürk Çelik Aydoğan Güneş Işık Kılıç Doğan Koç Ünal Avcı"),
          // Vietnamese
          latin(
              "Dũng Hương Đức Thảo Quốc Ngọc Hạnh Trâm Phương Tuấn Hiếu Yến",
              "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương"),
          // Swedish, Danish, Norwegian, Icelandic
          latin(
              "Åsa Søren Bjørn Þórður Ingrid Gösta Sigríður Frøydis Mårten Jökull Helga Ragnhild",
              "Ångström Sørensen Bjørnstad Ægisson Lindström Østergård Håkansson Þorsteinsson"
                  + " Sjöberg Nygård Kjærgaard Ström"),
          // Czech, Slovak, Hungarian, Romanian
          latin(
              "Jiří Božena Ondřej Šárka László Erzsébet György Zsófia Ștefan Mădălina Ľuboš Žofia",
              "Dvořák Černý Němcová Růžička Szőke Kovács Őri Ţepeş Ionescu Kováč Hrušková Nagy"),
          // Irish and Scottish
          latin(
              "Seán Aoife Ciarán Niamh Pádraig Siobhán Oisín Róisín Eilidh Máire Donnchadh Gráinne",
              "O'Brien O'Sullivan MacGiolla McCarthy Doyle MacLeod Byrne O'Neill Kinsella Nolan"
                  + " Fitzgerald Murphy"),
          // Russian
          written(
              "Дмитрий=Dmitry Ольга=Olga Сергей=Sergey Наталья=Natalia Фёдор=Fyodor Юлия=Yulia"
                  + " Алексей=Alexey Елена=Elena",
              "Соловьёв=Solovyov Кузнецов=Kuznetsov Щукин=Shchukin Орлов=Orlov Зайцев=Zaitsev"
                  + " Ершов=Yershov Белов=Belov Жуков=Zhukov"),
          // Ukrainian and Bulgarian
          written(
              "Оксана=Oksana Тарас=Taras Ївга=Yivha Богдан=Bohdan Цветан=Tsvetan Десислава=Desislava"
                  + " Андрій=Andriy Лілія=Liliya",
              "Шевчук=Shevchuk Ґалаґан=Galagan Їжакевич=Yizhakevych Бондаренко=Bondarenko"
                  + " Георгиев=Georgiev Димитров=Dimitrov Мельник=Melnyk Лисенко=Lysenko"),
          // Greek
          written(
              "Γιώργος=Giorgos Ελένη=Eleni Κωνσταντίνος=Konstantinos Δήμητρα=Dimitra Νίκος=Nikos"
                  + " Άννα=Anna Σπύρος=Spyros Χρύσα=Chrysa",
              "Παπαδόπουλος=Papadopoulos Οικονόμου=Oikonomou Αλεξίου=Alexiou Δημητρίου=Dimitriou"
                  + " Μακρής=Makris Ζαχαρίας=Zacharias Ψαρράς=Psarras Βλάχος=Vlachos"),
          // Japanese
          written(
              "太郎=Taro 花子=Hanako さくら=Sakura 健太=Kenta ひかり=Hikari 大輔=Daisuke カレン=Karen 美咲=Misaki",
              "山田=Yamada 田中=Tanaka 鈴木=Suzuki 佐藤=Sato 高橋=Takahashi 渡辺=Watanabe 小林=Kobayashi"
                  + " 中村=Nakamura"),
          // Chinese
          written(
              "伟=Wei 芳=Fang 秀英=Xiuying 强=Qiang 敏=Min 丽=Li 建国=Jianguo 雪=Xue",
              "王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 杨=Yang 黄=Huang 欧阳=Ouyang"),
          // Korean
          written(
              "민준=Minjun 서연=Seoyeon 지훈=Jihun 하은=Haeun 도윤=Doyun 수빈=Subin 예준=Yejun 지우=Jiwoo",
              "김=Kim 이=Lee 박=Park 최=Choi 정=Jung 강=Kang 조=Cho 윤=Yoon"),
          // Arabic
          written(
              "محمد=Mohammed فاطمة=Fatima عمر=Omar ليلى=Layla يوسف=Youssef سارة=Sara خالد=Khaled"
                  + " نور=Nour",
              "حداد=Haddad منصور=Mansour الخطيب=Alkhatib نجار=Najjar صباغ=Sabbagh عباس=Abbas"
                  + " سليمان=Suleiman درويش=Darwish"),
          // Hebrew
          written(
              "דוד=David נועה=Noa יוסף=Yosef תמר=Tamar איתן=Eitan שירה=Shira אורי=Uri מאיה=Maya",
              "לוי=Levi כהן=Cohen מזרחי=Mizrahi פרץ=Peretz ביטון=Biton אברהם=Avraham גולן=Golan"
                  + " שפירא=Shapira"),
          // Hindi
          written(
              "राजेश=Rajesh प्रिया=Priya अमित=Amit सुनीता=Sunita विक्रम=Vikram अनन्या=Ananya"
                  + " संजय=Sanjay मीरा=Meera",
              "कुमार=Kumar शर्मा=Sharma सिंह=Singh गुप्ता=Gupta वर्मा=Verma जोशी=Joshi मेहता=Mehta"
                  + " चौहान=Chauhan"),
          // Thai
          written(
              "สมชาย=Somchai มาลี=Malee วิชัย=Wichai สุดา=Suda กานดา=Kanda ประเสริฐ=Prasert",
              "ใจดี=Jaidee แสงทอง=Saengthong ศรีสุข=Srisuk บุญมี=Boonmee วงศ์ไทย=Wongthai"
                  + " ทองดี=Thongdee"),
          // Georgian and Armenian
          written(
              "გიორგი=Giorgi ნინო=Nino დავით=Davit მარიამ=Mariam",
              "ბერიძე=Beridze კაპანაძე=Kapanadze გელაშვილი=Gelashvili ლომიძე=Lomidze"),
          written(
              "Արամ=Aram Անի=Ani Տիգրան=Tigran Նարե=Nare",
              "Պետրոսյան=Petrosyan Սարգսյան=Sargsyan Գրիգորյան=Grigoryan Հակոբյան=Hakobyan"));

  private static SampleNames latin(String first, String last) {
    return new SampleNames(latin(first), latin(last));
  }

  private static List<Name> latin(String names) {
    return Arrays.stream(names.split(" ")).map(name -> new Name(name, ascii(name))).toList();
  }

  private static SampleNames written(String first, String last) {
    return new SampleNames(written(first), written(last));
  }

  private static List<Name> written(String names) {
    return Arrays.stream(names.split(" "))
        .map(pair -> pair.split("="))
        .map(pair -> new Name(pair[0], pair[1]))
        .toList();
  }

  /** By hand, so that the sample does not change with the rules that it is a sample for. */
  static String ascii(String name) {
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    StringBuilder ascii = new StringBuilder();
    for (char c : decomposed.toCharArray()) {
      ascii.append(
          switch (c) {
            case 'ł' -> "l";
            case 'Ł' -> "L";
            case 'ø' -> "o";
            case 'Ø' -> "O";
            case 'đ' -> "d";
            case 'Đ' -> "D";
            case 'ð' -> "d";
            case 'þ' -> "th";
            case 'Þ' -> "Th";
            case 'æ' -> "ae";
            case 'Æ' -> "Ae";
            case 'ß' -> "ss";
            case 'ı' -> "i";
            default -> String.valueOf(c);
          });
    }
    return ascii.toString();
  }
}
