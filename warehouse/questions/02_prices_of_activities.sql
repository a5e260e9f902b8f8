-- What does one workshop, study, visit or participant cost a partner?
select per, currency_code, low, high, coalesce(purpose, sentence) as what_for, title
from commitments
where per is not null and per not in ('year', 'month', 'day')
order by per, currency_code, low, title, line
