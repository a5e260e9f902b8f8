-- How much money goes with each programme, by currency?
create or replace view main.money_by_programme as
with stated as (
    select
        from_fact_id as amount_id,
        to_fact_id as mention_id,
        'stated' as evidence
    from base.links
    where relation = 'programme' and to_fact_id is not null
),

near as (
    select
        a.fact_id as amount_id,
        m.fact_id as mention_id,
        'same sentence' as evidence
    from main.amounts a
    join main.programme_mentions m on m.document_id = a.document_id and m.sentence = a.sentence
    where a.measure = 'money' and a.fact_id not in (select amount_id from stated where amount_id is not null)
),

evident as (
    select
        amount_id,
        mention_id,
        evidence
    from stated
    union all
    select
        amount_id,
        mention_id,
        evidence
    from near
),

pairs as (
    select distinct
        e.amount_id,
        e.evidence,
        m.programme_key,
        m.type,
        case when m.programme_key is null then m.name end as name
    from evident e
    join main.programme_mentions m on m.fact_id = e.mention_id
)

select
    p.programme_key,
    coalesce(c.name_en, c.name_fr, c.name_zh, p.name, p.programme_key) as name,
    a.currency_code,
    p.evidence,
    count(*) as amounts,
    count(distinct a.document_id) as documents,
    sum(a.low) filter (where a.per is null) as total_low,
    sum(a.high) filter (where a.per is null) as total_high,
    max(a.high) as largest
from pairs p
join main.amounts a on a.fact_id = p.amount_id
left join base.programmes c on c.programme_key = p.programme_key
where a.measure = 'money'
group by p.programme_key, c.name_en, c.name_fr, c.name_zh, p.name, a.currency_code, p.evidence;
comment on view main.money_by_programme is 'One row a programme, currency and kind of evidence; the same sum said twice counts twice';
comment on column main.money_by_programme.programme_key is 'key in the catalogue; null outside it';
comment on column main.money_by_programme.name is 'its name in the catalogue (English first), else as written';
comment on column main.money_by_programme.currency_code is 'ISO 4217 code';
comment on column main.money_by_programme.evidence is 'stated: a rule linked the two; same sentence: they only stand together';
comment on column main.money_by_programme.amounts is 'number of sums';
comment on column main.money_by_programme.documents is 'number of documents';
comment on column main.money_by_programme.total_low is 'sum of the lower ends, payments per year, person or event left out';
comment on column main.money_by_programme.total_high is 'sum of the upper ends, payments per year, person or event left out';
comment on column main.money_by_programme.largest is 'largest single sum';
