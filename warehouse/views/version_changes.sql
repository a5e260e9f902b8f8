-- What did a version say that the canonical one of its family does not, and the other way round?
create or replace view main.version_changes as
with stated as (
    select
        'amount' as kind,
        document_id,
        concat_ws(
            ' ',
            measure,
            currency_code,
            regexp_replace(low::varchar, '\.?0+$', ''),
            regexp_replace(nullif(high, low)::varchar, '\.?0+$', ''),
            nullif(bound, 'exact'),
            per
        ) as value,
        min(sentence) as sentence
    from base.amounts
    group by document_id, measure, currency_code, low, high, bound, per
    union all
    select
        'date' as kind,
        document_id,
        coalesce(edtf, concat_ws('/', start_date, end_date)) as value,
        min(sentence) as sentence
    from base.dates
    group by document_id, coalesce(edtf, concat_ws('/', start_date, end_date))
    union all
    select
        'contact' as kind,
        document_id,
        value,
        value as sentence
    from base.contact_points
    group by document_id, value
    union all
    select
        'contact' as kind,
        document_id,
        concat_ws(', ', person, role, organisation) as value,
        min(sentence) as sentence
    from base.contacts
    where person is not null
    group by document_id, person, role, organisation
    union all
    select
        'programme' as kind,
        document_id,
        coalesce(programme_key, name) as value,
        min(sentence) as sentence
    from base.programme_mentions
    group by document_id, coalesce(programme_key, name)
),

members as (
    select
        d.family_id,
        d.document_id,
        f.canonical_document_id
    from base.documents d
    join base.families f on f.family_id = d.family_id
    where f.members > 1 and d.document_id <> f.canonical_document_id
)

select
    m.family_id,
    m.document_id,
    m.canonical_document_id,
    s.kind,
    'only in this version' as change,
    s.value,
    s.sentence
from members m
join stated s on s.document_id = m.document_id
anti join stated c on c.document_id = m.canonical_document_id and c.kind = s.kind and c.value = s.value
union all
select
    m.family_id,
    m.document_id,
    m.canonical_document_id,
    c.kind,
    'only in the canonical version' as change,
    c.value,
    c.sentence
from members m
join stated c on c.document_id = m.canonical_document_id
anti join stated s on s.document_id = m.document_id and s.kind = c.kind and s.value = c.value;
comment on view main.version_changes is 'One row a value that a version and the canonical version of its family do not share';
comment on column main.version_changes.family_id is 'the family';
comment on column main.version_changes.document_id is 'the version';
comment on column main.version_changes.canonical_document_id is 'the canonical version it is compared with';
comment on column main.version_changes.kind is 'amount, date, contact or programme';
comment on column main.version_changes.change is 'only in this version, or only in the canonical version';
comment on column main.version_changes.value is 'the normalised value';
comment on column main.version_changes.sentence is 'a sentence that states it';
