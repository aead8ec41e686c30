from sqlalchemy import (Column, Integer, BigInteger, SmallInteger, String, Text, Unicode, Boolean, Date, DateTime,
                        Time, Float, Numeric, LargeBinary, JSON, Enum, Interval)

class Everything(Base):
    __tablename__ = 'everything'
    id = Column(Integer, primary_key=True)
    a = Column(String)
    b = Column(String(40), nullable=False, unique=True)
    c = Column(Text)
    d = Column(Unicode(10))
    e = Column(Boolean, default=False, nullable=False)
    f = Column(Date)
    g = Column(DateTime(timezone=True))
    h = Column(Time)
    i = Column(Float)
    j = Column(Numeric(10, 2))
    k = Column(LargeBinary)
    l = Column(JSON)
    m = Column(Enum('red', 'green', name='colours'))
    n = Column(Interval)
    o = Column(BigInteger)
    p = Column(SmallInteger, server_default='7')
    q = Column(Numeric)

for column in Everything.__table__.columns:
    print(column.name, column.type, column.nullable)
