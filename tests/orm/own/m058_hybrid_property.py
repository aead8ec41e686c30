from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.hybrid import hybrid_property

class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True)
    first = Column(String)
    last = Column(String)
    born = Column(Integer)

    @hybrid_property
    def full_name(self):
        return self.first + ' ' + self.last

    @property
    def initials(self):
        return self.first[0] + self.last[0]

session.add_all([Person(first='Ada', last='Lovelace', born=1815), Person(first='Alan', last='Turing', born=1912)])
session.commit()
ada = session.query(Person).filter(Person.full_name == 'Ada Lovelace').one()
print(ada.full_name, ada.initials)
print([p.full_name for p in session.query(Person).order_by(Person.full_name.desc())])
print(Person.full_name)
