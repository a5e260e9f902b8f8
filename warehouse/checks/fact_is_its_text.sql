-- the span of a fact holds its words
select f.fact_id, f.span_start, f.span_end, f.text
from base.facts f
join base.texts t on t.document_id = f.document_id
where f.run_id = getvariable('run_id')
    and substring(t.text, f.span_start + 1, f.span_end - f.span_start) is distinct from f.text
