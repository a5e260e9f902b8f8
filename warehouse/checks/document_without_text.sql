-- every document has exactly one text and one signature
select d.document_id
from base.documents d
left join (select document_id, count(*) as texts from base.texts group by document_id) t using (document_id)
left join (select document_id, count(*) as signatures from base.signatures group by document_id) s using (document_id)
where coalesce(t.texts, 0) <> 1 or coalesce(s.signatures, 0) <> 1
