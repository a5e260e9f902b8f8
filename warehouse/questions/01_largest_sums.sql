-- Which are the largest sums of money in each currency, and where do they stand?
select currency_code, low, high, bound, per, title, page, line
from amounts
where measure = 'money'
qualify row_number() over (partition by currency_code order by high desc, title, line) <= 3
order by currency_code, high desc, title, line
