package enrichment.store;

/** The statements of {@link Directory}. */
final class DirectorySql {
  /**
   * Who may be meant, by the first way that leads to anybody; two of them are enough to know that
   * there is more than one. The twin, the record that has the very identity of the one given and no
   * LinkedIn profile to tell them apart, is among the two if there is one.
   */
  private static final String CANDIDATES =
      """
      WITH candidate AS (
        (SELECT id, linkedin_key, domain_key, 1 AS way
         FROM directory_person
         WHERE linkedin_key = :linkedinKey)
        UNION ALL
        (SELECT id, linkedin_key, domain_key, 2
         FROM directory_person
         WHERE name_key = :nameKey AND domain_key = :domainKey
         ORDER BY linkedin_key NULLS FIRST
         LIMIT 2)
        UNION ALL
        (SELECT id, linkedin_key, domain_key, 3
         FROM directory_person
         WHERE name_key = :nameKey AND company_key = :companyKey
         ORDER BY linkedin_key IS NULL AND domain_key IS NULL DESC
         LIMIT 2)
      ),
      best AS (
        SELECT
          id,
          way,
          coalesce(domain_key <> :domainKey, false) AS has_other_domain,
          way = 1
            OR (count(*) OVER () = 1
              AND (linkedin_key IS NULL OR CAST(:linkedinKey AS text) IS NULL)) AS is_meant,
          linkedin_key IS NULL AND CAST(:linkedinKey AS text) IS NULL
            AND (way = 2
              OR (domain_key IS NULL AND CAST(:domainKey AS text) IS NULL)) AS is_twin
        FROM candidate
        WHERE way = (SELECT min(way) FROM candidate)
      )
      """;

  static final String FIND =
      CANDIDATES
          + """
          SELECT person.*
          FROM best JOIN directory_person AS person USING (id)
          WHERE is_meant
          """;

  /**
   * One person. Writing is more careful than finding: whoever has the name and the company, yet
   * another domain, is taken for somebody else and not overwritten. The count is 1 for somebody new
   * and 0 for somebody known, since it is that of the outer statement, the INSERT.
   */
  static final String UPSERT =
      CANDIDATES
          + """
          , known AS (
            SELECT id, has_other_domain AS has_moved
            FROM best
            WHERE is_twin OR (is_meant AND NOT (way = 3 AND has_other_domain))
            ORDER BY is_twin DESC
            LIMIT 1
          ),
          given AS (
            SELECT
              CAST(:linkedinUrl AS text) AS linkedin_url,
              CAST(:firstName AS text) AS first_name,
              CAST(:lastName AS text) AS last_name,
              CAST(:domain AS text) AS domain,
              CAST(:companyName AS text) AS company_name,
              CAST(:email AS text) AS email,
              CAST(:emailStatus AS text) AS email_status,
              CAST(:personalEmail AS text) AS personal_email,
              CAST(:personalEmailStatus AS text) AS personal_email_status,
              string_to_array(:phones, ',') AS phones,
              CAST(:linkedinKey AS text) AS linkedin_key,
              CAST(:nameKey AS text) AS name_key,
              CAST(:domainKey AS text) AS domain_key,
              CAST(:companyKey AS text) AS company_key
          ),
          updated AS (
            UPDATE directory_person AS person
            SET
              first_name = given.first_name,
              last_name = given.last_name,
              name_key = given.name_key,
              linkedin_url = CASE
                WHEN given.linkedin_key IS NOT NULL
                THEN given.linkedin_url
                ELSE person.linkedin_url
              END,
              linkedin_key = CASE
                WHEN given.linkedin_key IS NOT NULL
                THEN given.linkedin_key
                ELSE person.linkedin_key
              END,
              domain = CASE
                WHEN given.domain_key IS NOT NULL
                THEN given.domain
                ELSE person.domain
              END,
              domain_key = CASE
                WHEN given.domain_key IS NOT NULL
                THEN given.domain_key
                ELSE person.domain_key
              END,
              company_name = CASE
                WHEN given.company_key IS NOT NULL OR has_moved
                THEN given.company_name
                ELSE person.company_name
              END,
              company_key = CASE
                WHEN given.company_key IS NOT NULL OR has_moved
                THEN given.company_key
                ELSE person.company_key
              END,
              email = CASE
                WHEN given.email IS NOT NULL OR has_moved
                THEN given.email
                ELSE person.email
              END,
              email_status = CASE
                WHEN given.email IS NOT NULL OR has_moved
                THEN given.email_status
                ELSE person.email_status
              END,
              personal_email = CASE
                WHEN given.personal_email IS NOT NULL
                THEN given.personal_email
                ELSE person.personal_email
              END,
              personal_email_status = CASE
                WHEN given.personal_email IS NOT NULL
                THEN given.personal_email_status
                ELSE person.personal_email_status
              END,
              phones = CASE
                WHEN cardinality(given.phones) > 0
                THEN given.phones
                ELSE person.phones
              END,
              updated_at = now()
            FROM known, given
            WHERE person.id = known.id
          )
          INSERT INTO directory_person (
            linkedin_url, first_name, last_name, domain, company_name, email, email_status,
            personal_email, personal_email_status, phones, linkedin_key, name_key, domain_key,
            company_key)
          SELECT * FROM given WHERE NOT EXISTS (SELECT FROM known)
          """;

  private DirectorySql() {}
}
