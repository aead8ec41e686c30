from sqlalchemy import Column, Integer, String, Table, select
from sqlalchemy.orm import synonym

class Job(Base):
    __tablename__ = "jobs"
    id = Column(Integer, primary_key=True)
    status = Column(String(20))
    state = synonym("status")

class Account(Base):
    __table__ = Table("accounts", Base.metadata,
        Column("id", Integer, primary_key=True), Column("email", String))

    @property
    def email(self):
        return self._email.lower()

    @email.setter
    def email(self, value):
        self._email = value.strip()

    email = synonym("_email", map_column=True, descriptor=email)

a = Account(email=" Ann@Example.org ")
session.add(a)
session.commit()
print(a.email, a._email, Account.email, Account._email)
print(select(Account.email).where(Account.email == "x"))
print(session.query(Account).filter_by(email="Ann@Example.org").count())
try:
    class Wrong(Base):
        __tablename__ = "wrong"
        id = Column(Integer, primary_key=True)
        b = synonym("a", map_column=True)
except Exception as e:
    print(type(e).__name__, e)

class Lost(Base):
    __tablename__ = "lost"
    id = Column(Integer, primary_key=True)
    other = synonym("nothing")

try:
    Lost(other=1)
    print("made")
except Exception as e:
    print(type(e).__name__, e)
try:
    print(Lost.other == 1)
except Exception as e:
    print(type(e).__name__, e)
