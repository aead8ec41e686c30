from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, UniqueConstraint, tuple_
from sqlalchemy.orm import relationship

class Theatre(Base):
    __tablename__ = 'theatre'
    city = Column(String(20), primary_key=True)
    number = Column(Integer, primary_key=True)
    name = Column(String)
    shows = relationship('Show', back_populates='theatre', order_by='Show.id')

    def __repr__(self):
        return f'Theatre({self.city!r}, {self.number})'

class Show(Base):
    __tablename__ = 'show'
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    theatre_city = Column(String(20))
    theatre_number = Column(Integer)
    theatre = relationship('Theatre', back_populates='shows')
    __table_args__ = (
        ForeignKeyConstraint(['theatre_city', 'theatre_number'], ['theatre.city', 'theatre.number'], name='fk_show_theatre'),
        UniqueConstraint('title', 'theatre_city', name='uq_title_city'),
    )

session.add_all([
    Theatre(city='Oslo', number=1, name='Big', shows=[Show(title='Peer'), Show(title='Nora')]),
    Theatre(city='Oslo', number=2, name='Small'),
    Theatre(city='Bergen', number=1, name='Harbour', shows=[Show(title='Peer')]),
])
session.commit()
print(session.get(Theatre, ('Oslo', 2)))
print(session.get(Theatre, {'city': 'Bergen', 'number': 1}).name)
print(session.get(Theatre, ('Rome', 1)))
nora = session.query(Show).filter_by(title='Nora').one()
print(nora.theatre, nora.theatre_number)
nora.theatre = session.get(Theatre, ('Oslo', 2))
session.commit()
print(nora.theatre_city, nora.theatre_number)
print(session.query(Theatre).filter(tuple_(Theatre.city, Theatre.number).in_([('Oslo', 1), ('Bergen', 1)])).order_by(Theatre.city).all())
print(session.query(Show.title, Theatre.name).join(Show.theatre).order_by(Show.id).all())
try:
    session.get(Theatre, 'Oslo')
except Exception as e:
    print(type(e).__name__, e)
