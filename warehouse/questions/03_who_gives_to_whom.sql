-- Who gives how much to whom, for what and until when?
select giver, receiver, currency_code, low, high, purpose, programme, end_date, title
from commitments
where giver is not null or receiver is not null
order by currency_code, high desc, giver, title, line
