-- Which sums, shares and dates does one language edition of a publication give and another not?
create or replace view main.edition_differences as
with stated as (
    select
        'amount' as kind,
        document_id,
        concat_ws(
            ' ',
            measure,
            currency_code,
            regexp_replace(low::varchar, '\.?0+$', ''),
            regexp_replace(nullif(high, low)::varchar, '\.?0+$', '')
        ) as value,
        min(sentence) as sentence
    from base.amounts
    where measure <> 'count'
    group by document_id, measure, currency_code, low, high
    union all
    select
        'date' as kind,
        document_id,
        concat_ws('/', coalesce(start_date::varchar, '..'), coalesce(end_date::varchar, '..')) as value,
        min(sentence) as sentence
    from base.dates
    where not relative
    group by document_id, start_date, end_date
)

select
    e.work_id,
    e.document_id,
    e.language,
    e.title,
    o.document_id as other_document_id,
    o.language as other_language,
    s.kind,
    s.value,
    s.sentence
from main.works e
join main.works o on o.work_id = e.work_id and o.document_id <> e.document_id
join stated s on s.document_id = e.document_id
anti join stated t on t.document_id = o.document_id and t.kind = s.kind and t.value = s.value;
comment on view main.edition_differences is 'One row a value that one edition of a publication states and another does not';
comment on column main.edition_differences.work_id is 'the publication';
comment on column main.edition_differences.document_id is 'the edition that states it';
comment on column main.edition_differences.language is 'its language, BCP 47 tag';
comment on column main.edition_differences.title is 'its title';
comment on column main.edition_differences.other_document_id is 'the edition that does not';
comment on column main.edition_differences.other_language is 'its language, BCP 47 tag';
comment on column main.edition_differences.kind is 'amount or date';
comment on column main.edition_differences.value is 'the normalised value';
comment on column main.edition_differences.sentence is 'a sentence that states it';
