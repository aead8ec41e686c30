import enum
import datetime
import uuid
from sqlalchemy import Column, Integer, BigInteger, SmallInteger, String, Text, Unicode, UnicodeText, Boolean, Date, Time, DateTime, Interval, Float, Double, Numeric, LargeBinary, Enum, JSON, PickleType, Uuid, CHAR, VARCHAR, DECIMAL, REAL, TIMESTAMP, Index, Computed, Identity, func, text
from sqlalchemy.schema import CreateTable, CreateIndex

class Kind(enum.Enum):
    small = 1
    large = 2

class Everything(Base):
    __tablename__ = 'everything'
    id = Column(BigInteger().with_variant(Integer, 'sqlite'), primary_key=True)
    small = Column(SmallInteger, server_default=text('7'))
    code = Column(CHAR(3), nullable=False, unique=True)
    name = Column(VARCHAR(20, collation='NOCASE'))
    bio = Column(UnicodeText)
    label = Column(Unicode(10), default='none')
    flag = Column(Boolean(create_constraint=True, name='ck_flag'), default=False)
    kind = Column(Enum(Kind), default=Kind.small)
    size = Column(Enum('S', 'M', 'L', create_constraint=True, name='ck_size', native_enum=False, length=4))
    day = Column(Date, default=datetime.date(2024, 1, 1))
    at = Column(Time)
    span = Column(Interval)
    stamp = Column(TIMESTAMP(timezone=True))
    ratio = Column(Float(precision=5))
    exact = Column(DECIMAL(10, 3))
    dbl = Column(Double)
    real = Column(REAL)
    num = Column(Numeric(5, 1, asdecimal=False))
    blob = Column(LargeBinary)
    data = Column(JSON(none_as_null=True))
    token = Column(Uuid, default=lambda: uuid.UUID(int=5))
    twice = Column(Integer, Computed('small * 2'))
    __table_args__ = (Index('ix_kind_day', 'kind', 'day'), Index('ix_low', func.lower(text('name')), unique=True))

print(CreateTable(Everything.__table__))
for ix in sorted(Everything.__table__.indexes, key=lambda i: i.name):
    print(CreateIndex(ix))
e = Everything(code='abc', name='Name', size='M', at=datetime.time(9, 30), span=datetime.timedelta(days=1, hours=2), exact='1.25', num=2.5, blob=b'\x00hi', data={'a': [1, None]}, ratio=1, dbl=2)
session.add(e)
session.commit()
for c in Everything.__table__.columns:
    print(f'{c.name:6} {str(c.type) if c.name not in ("data", "token") else "-":14} {getattr(e, c.key)!r}')
e.size = 'XL'
try:
    session.commit()
except Exception as err:
    print(type(err).__name__, err)
    session.rollback()
e.kind = 'huge'
session.commit()
