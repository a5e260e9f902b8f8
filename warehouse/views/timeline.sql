-- What happened or is due when?
create or replace view main.timeline as
select
    coalesce(start_date, end_date) as sort_date,
    start_date,
    end_date,
    edtf,
    precision,
    role,
    relative,
    sentence,
    title,
    path,
    page,
    line,
    language,
    published_date,
    confidence,
    fact_id,
    document_id
from main.dates
where start_date is not null or end_date is not null
order by sort_date, end_date, title, line;
comment on view main.timeline is 'Dates in the order of the calendar, each with its sentence';
comment on column main.timeline.sort_date is 'first day, or the last where the beginning is open';
comment on column main.timeline.start_date is 'first day covered; null for an open beginning';
comment on column main.timeline.end_date is 'last day covered; null for an open end';
comment on column main.timeline.edtf is 'the same in EDTF (ISO 8601-2)';
comment on column main.timeline.precision is 'day, month, quarter, year, decade or century';
comment on column main.timeline.role is 'published, event, signed, period, deadline, since, founded or cited';
comment on column main.timeline.relative is 'worked out from the date of publication';
comment on column main.timeline.sentence is 'the sentence around it';
comment on column main.timeline.title is 'title of the document';
comment on column main.timeline.path is 'path or URL where the document was seen last';
comment on column main.timeline.page is 'page, from 1';
comment on column main.timeline.line is 'line of the text, from 1';
comment on column main.timeline.language is 'language of the passage, BCP 47 tag';
comment on column main.timeline.published_date is 'date of publication of the document';
comment on column main.timeline.confidence is 'how sure the rule is, 0 to 1';
comment on column main.timeline.fact_id is 'the date (dates)';
comment on column main.timeline.document_id is 'the document (documents)';
