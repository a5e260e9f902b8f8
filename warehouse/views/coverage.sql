-- Which shares and numbers of people are given, and of whom or what?
create or replace view main.coverage as
with stated as (
    select
        from_fact_id as fact_id,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'describes') as describes,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'place') as place,
        list_sort(list_distinct(list(value) filter (where relation = 'place' and value is not null))) as place_codes
    from base.links
    group by from_fact_id
)

select
    a.measure,
    a.low,
    a.high,
    a.bound,
    a.unit,
    s.describes,
    s.place,
    s.place_codes,
    a.sentence,
    a.title,
    a.path,
    a.page,
    a.line,
    a.language,
    a.published_date,
    a.confidence,
    a.fact_id,
    a.document_id
from main.amounts a
left join stated s on s.fact_id = a.fact_id
where
    a.measure = 'percent'
    or (a.measure = 'count' and (s.describes is not null or a.unit in ('person', 'child', 'woman', 'man', 'worker',
        'beneficiary', 'household', 'family', 'participant', 'job')));
comment on view main.coverage is 'Percentages, and counts of people, with what they measure';
comment on column main.coverage.measure is 'percent or count';
comment on column main.coverage.low is 'lower end; percent is in percent';
comment on column main.coverage.high is 'upper end; equal to low unless the text gives a range';
comment on column main.coverage.bound is 'exact, approx, at_least or at_most';
comment on column main.coverage.unit is 'who is counted, in English, singular; counts only';
comment on column main.coverage.describes is 'what it measures, as written';
comment on column main.coverage.place is 'country or region, as written';
comment on column main.coverage.place_codes is 'ISO 3166-1 alpha-2 codes of the countries';
comment on column main.coverage.sentence is 'the sentence around it';
comment on column main.coverage.title is 'title of the document';
comment on column main.coverage.path is 'path or URL where the document was seen last';
comment on column main.coverage.page is 'page, from 1';
comment on column main.coverage.line is 'line of the text, from 1';
comment on column main.coverage.language is 'language of the passage, BCP 47 tag';
comment on column main.coverage.published_date is 'date of publication of the document';
comment on column main.coverage.confidence is 'how sure the rule is, 0 to 1';
comment on column main.coverage.fact_id is 'the amount (amounts)';
comment on column main.coverage.document_id is 'the document (documents)';
