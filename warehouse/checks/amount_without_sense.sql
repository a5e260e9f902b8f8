-- a range rises, and only money has a currency and a `per`
select fact_id, measure, currency_code, low, high
from base.amounts
where high < low or (measure <> 'money' and currency_code is not null) or (measure <> 'money' and per is not null)
