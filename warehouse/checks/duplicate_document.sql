-- a document has one row
select document_id, count(*) as rows from base.documents group by document_id having count(*) > 1
