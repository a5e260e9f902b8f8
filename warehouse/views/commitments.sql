-- How much money, for what, per what, from whom, to whom, for which programme and period?
create or replace view main.commitments as
with stated as (
    select
        from_fact_id as fact_id,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'purpose') as purpose,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'giver') as giver,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'receiver') as receiver,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'programme') as programme,
        string_agg(distinct to_text, '; ' order by to_text) filter (where relation = 'place') as place,
        list_sort(list_distinct(list(value) filter (where relation = 'place' and value is not null))) as place_codes,
        min(to_fact_id) filter (where relation = 'programme') as programme_fact_id,
        min(to_fact_id) filter (where relation = 'period') as period_fact_id
    from base.links
    group by from_fact_id
)

select
    a.low,
    a.high,
    a.currency_code,
    a.bound,
    a.per,
    s.purpose,
    s.giver,
    s.receiver,
    s.programme,
    p.programme_key,
    d.start_date,
    d.end_date,
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
left join base.programme_mentions p on p.fact_id = s.programme_fact_id
left join base.dates d on d.fact_id = s.period_fact_id
where a.measure = 'money';
comment on view main.commitments is 'Every sum of money with what the document says about it; null where it does not say';
comment on column main.commitments.low is 'lower end, in units of the currency';
comment on column main.commitments.high is 'upper end; equal to low unless the text gives a range';
comment on column main.commitments.currency_code is 'ISO 4217 code';
comment on column main.commitments.bound is 'exact, approx, at_least or at_most';
comment on column main.commitments.per is 'what one payment is for (year, person, event …)';
comment on column main.commitments.purpose is 'what the money is for, as written';
comment on column main.commitments.giver is 'who gives it, as written';
comment on column main.commitments.receiver is 'who receives it, as written';
comment on column main.commitments.programme is 'the programme it belongs to, as written';
comment on column main.commitments.programme_key is 'key of that programme in the catalogue (programmes)';
comment on column main.commitments.start_date is 'first day of the period it is for';
comment on column main.commitments.end_date is 'last day of the period it is for';
comment on column main.commitments.place is 'country or region, as written';
comment on column main.commitments.place_codes is 'ISO 3166-1 alpha-2 codes of the countries';
comment on column main.commitments.sentence is 'the sentence around it';
comment on column main.commitments.title is 'title of the document';
comment on column main.commitments.path is 'path or URL where the document was seen last';
comment on column main.commitments.page is 'page, from 1';
comment on column main.commitments.line is 'line of the text, from 1';
comment on column main.commitments.language is 'language of the passage, BCP 47 tag';
comment on column main.commitments.published_date is 'date of publication of the document';
comment on column main.commitments.confidence is 'how sure the rule of the amount is, 0 to 1';
comment on column main.commitments.fact_id is 'the amount (amounts)';
comment on column main.commitments.document_id is 'the document (documents)';
