-- How much money do the documents connect with each programme?
select name, currency_code, evidence, amounts, documents, total_low, total_high
from money_by_programme
order by name, currency_code, evidence
