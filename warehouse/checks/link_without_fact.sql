-- the fact at the end of a link is there
select l.link_id, l.from_fact_id, l.to_fact_id
from base.links l
left join base.facts n on n.fact_id = l.from_fact_id
left join base.facts f on f.fact_id = l.to_fact_id
where (l.from_fact_id is not null and n.fact_id is null) or (l.to_fact_id is not null and f.fact_id is null)
