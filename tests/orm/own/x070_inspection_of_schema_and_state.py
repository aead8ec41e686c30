from sqlalchemy import Column, DateTime, Enum, ForeignKey, Index, Integer, Numeric, String, UniqueConstraint, inspect
from sqlalchemy.orm import column_property, relationship, synonym
import enum

class Colour(enum.Enum):
    RED = 'r'
    BLUE = 'b'

class Maker(Base):
    __tablename__ = 'makers'
    id = Column(Integer, primary_key=True)
    name = Column(String(40), unique=True, comment='trade name')
    toys = relationship('Toy', back_populates='maker')

class Toy(Base):
    __tablename__ = 'toys'
    __table_args__ = (UniqueConstraint('name', 'maker_id', name='uq_toy'), Index('ix_toy_price', 'price'))
    id = Column(Integer, primary_key=True)
    name = Column(String(40), nullable=False)
    title = synonym('name')
    price = Column(Numeric(6, 2), default=1)
    colour = Column(Enum(Colour), default=Colour.RED)
    maker_id = Column(ForeignKey('makers.id'))
    maker = relationship('Maker', back_populates='toys')
    label = column_property(name + ' (' + 'toy' + ')')

Base.metadata.create_all(engine)
insp = inspect(engine)
print(insp.get_table_names(), insp.has_table('toys'), insp.has_table('games'))
print([(c['name'], str(c['type']), c['nullable']) for c in insp.get_columns('toys')])
print(insp.get_pk_constraint('toys')['constrained_columns'], [(f['constrained_columns'], f['referred_table']) for f in insp.get_foreign_keys('toys')])
print([i['name'] for i in insp.get_indexes('toys')], [u['name'] for u in insp.get_unique_constraints('toys')])
mapper = inspect(Toy)
print(sorted(mapper.all_orm_descriptors.keys()))
print(mapper.relationships['maker'].local_columns, list(mapper.synonyms.keys()), mapper.has_property('price'))
print(mapper.get_property('maker').remote_side, mapper.primary_key[0].key, mapper.persist_selectable.name)
t = Toy(name='yo-yo', price=2, maker=Maker(name='Duncan'))
session.add(t)
session.commit()
print(t.title, t.label, t.price, t.colour, t.colour.value)
print(session.query(Toy).filter_by(title='yo-yo').count(), session.query(Toy).filter(Toy.label.like('yo%')).one().maker.name)
t.colour = 'BLUE'
session.commit()
print(t.colour is Colour.BLUE, session.query(Toy.colour).scalar())
st = inspect(t)
print(st.mapper is mapper, st.object is t, st.session is session, st.key[1], st.identity)
print(str(mapper), str(Toy.maker), str(Toy.name), Toy.maker.property)
try:
    inspect('text')
except Exception as e:
    print(type(e).__name__, e)
t.colour = 'GREEN'
session.commit()
