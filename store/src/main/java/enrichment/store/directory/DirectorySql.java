package enrichment.store.directory;

/** The statements of {@link Directory}. */
final class DirectorySql {
  /**
   * Who may be meant, by the first way that leads to anybody; two of them are enough to know that
   * there is more than one. The twin, the record that has the very identity of the one given and no
   * LinkedIn profile to tell them apart, is among the two if there is one.
   */
  private static final String CANDIDATES =
      """
      with candidate as (
        (select id, linkedin_key, domain_key, 1 as way
         from directory_person
         where linkedin_key = :linkedinKey)
        union all
        (select id, linkedin_key, domain_key, 2
         from directory_person
         where name_key = :nameKey and domain_key = :domainKey
         order by linkedin_key NULLS first
         limit 2)
        union all
        (select id, linkedin_key, domain_key, 3
         from directory_person
         where name_key = :nameKey and company_key = :companyKey
         order by linkedin_key is null and domain_key is null desc
         limit 2)
      ),
      best as (
        select
          id,
          way,
          coalesce(domain_key <> :domainKey, false) as has_other_domain,
          way = 1
            or (count(*) over () = 1
              and (linkedin_key is null or cast(:linkedinKey as text) is null)) as is_meant,
          linkedin_key is null and cast(:linkedinKey as text) is null
            and (way = 2
              or (domain_key is null and cast(:domainKey as text) is null)) as is_twin
        from candidate
        where way = (select min(way) from candidate)
      )
      """;

  static final String FIND =
      CANDIDATES
          + """
          select person.*
          from best join directory_person as person using (id)
          where is_meant
          """;

  /**
   * One person. Writing is more careful than finding: whoever has the name and the company, yet
   * another domain, is taken for somebody else and not overwritten. The count is 1 for somebody new
   * and 0 for somebody known, since it is that of the outer statement, the INSERT.
   */
  static final String UPSERT =
      CANDIDATES
          + """
          , known as (
            select id, has_other_domain as has_moved
            from best
            where is_twin or (is_meant and not (way = 3 and has_other_domain))
            order by is_twin desc
            limit 1
          ),
          given as (
            select
              cast(:linkedinUrl as text) as linkedin_url,
              cast(:firstName as text) as first_name,
              cast(:lastName as text) as last_name,
              cast(:domain as text) as domain,
              cast(:companyName as text) as company_name,
              cast(:email as text) as email,
              cast(:emailStatus as text) as email_status,
              cast(:personalEmail as text) as personal_email,
              cast(:personalEmailStatus as text) as personal_email_status,
              string_to_array(:phones, ',') as phones,
              cast(:linkedinKey as text) as linkedin_key,
              cast(:nameKey as text) as name_key,
              cast(:domainKey as text) as domain_key,
              cast(:companyKey as text) as company_key
          ),
          updated as (
            update directory_person as person
            set
              first_name = given.first_name,
              last_name = given.last_name,
              name_key = given.name_key,
              linkedin_url = case
                when given.linkedin_key is not null
                then given.linkedin_url
                else person.linkedin_url
              end,
              linkedin_key = case
                when given.linkedin_key is not null
                then given.linkedin_key
                else person.linkedin_key
              end,
              domain = case
                when given.domain_key is not null
                then given.domain
                else person.domain
              end,
              domain_key = case
                when given.domain_key is not null
                then given.domain_key
                else person.domain_key
              end,
              company_name = case
                when given.company_key is not null or has_moved
                then given.company_name
                else person.company_name
              end,
              company_key = case
                when given.company_key is not null or has_moved
                then given.company_key
                else person.company_key
              end,
              email = case
                when given.email is not null or has_moved
                then given.email
                else person.email
              end,
              email_status = case
                when given.email is not null or has_moved
                then given.email_status
                else person.email_status
              end,
              personal_email = case
                when given.personal_email is not null
                then given.personal_email
                else person.personal_email
              end,
              personal_email_status = case
                when given.personal_email is not null
                then given.personal_email_status
                else person.personal_email_status
              end,
              phones = case
                when cardinality(given.phones) > 0
                then given.phones
                else person.phones
              end,
              updated_at = now()
            from known, given
            where person.id = known.id
          )
          insert into directory_person (
            linkedin_url, first_name, last_name, domain, company_name, email, email_status,
            personal_email, personal_email_status, phones, linkedin_key, name_key, domain_key,
            company_key)
          select * from given where not exists (select from known)
          """;

  private DirectorySql() {}
}
