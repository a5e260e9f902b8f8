-- every fact belongs to a document that is there
select f.fact_id, f.document_id from base.facts f anti join base.documents d on d.document_id = f.document_id
