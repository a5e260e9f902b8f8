-- an extraction has as many facts as it says
select e.document_id, e.extractor, e.facts, coalesce(f.facts, 0) as found
from base.extractions e
full join (select document_id, extractor, count(*) as facts from base.facts group by document_id, extractor) f
    using (document_id, extractor)
where coalesce(e.facts, 0) <> coalesce(f.facts, 0)
    and not exists (select 1 from base.links l where l.extractor = e.extractor)
