import json
import csv
import string
import textwrap
from io import StringIO

data = '''name,age,city
Ann,31,Oslo
Bob,,Rome
Cid,44,"Kyiv, UA"'''
rows = [line.split(',') for line in data.splitlines()]
print(rows[0], len(rows), [dict(zip(rows[0], r)) for r in rows[1:2]])
ages = [int(r[1]) for r in rows[1:] if r[1]]
print(sum(ages) / len(ages), f'{sum(ages) / len(ages):.1f}')
print(string.ascii_lowercase[:5], string.digits, string.capwords('hello big world'))
