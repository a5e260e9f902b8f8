-- a document and extractor have one row
select document_id, extractor, count(*) as rows
from base.extractions group by document_id, extractor having count(*) > 1
