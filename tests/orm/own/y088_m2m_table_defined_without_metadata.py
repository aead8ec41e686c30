from sqlalchemy import Table, Column, Integer, ForeignKey
from sqlalchemy.orm import relationship

link = Table('link',
    Column('a_id', ForeignKey('a.id')),
    Column('b_id', ForeignKey('b.id')))
