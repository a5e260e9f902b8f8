-- a fact has one row
select fact_id, count(*) as rows from base.facts group by fact_id having count(*) > 1
