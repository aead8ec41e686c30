from sqlalchemy import Column, Integer, String, ForeignKey, select, text, func, update
from sqlalchemy.orm import relationship, joinedload

class Boat(Base):
    __tablename__ = 'boats'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    crew = relationship('Sailor', back_populates='boat')

class Sailor(Base):
    __tablename__ = 'sailors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    boat_id = Column(Integer, ForeignKey('boats.id'))
    boat = relationship('Boat', back_populates='crew')

session.add(Boat(name='Gull', crew=[Sailor(name='Finn'), Sailor(name='Ada')]))
session.commit()

def attempt(label, f):
    try:
        print(label, '->', f())
    except Exception as e:
        print(label, '->', type(e).__name__ + ':', str(e).split('\n')[0])

attempt('text', lambda: select(Boat).where("name = 'Gull'"))
attempt('plain sql', lambda: session.execute("SELECT * FROM boats"))
attempt('and', lambda: select(Boat).where(Boat.name == 'Gull' and Boat.id == 1))
attempt('bind', lambda: session.execute(text("SELECT :x"), {}))
attempt('attribute', lambda: Boat.crew.name)
attempt('no column', lambda: Boat.length)
attempt('constructor', lambda: Boat(title='x'))
attempt('order_by', lambda: session.execute(select(Boat).order_by('length')).all())
attempt('no table', lambda: session.execute(text('SELECT * FROM ships')).all())
attempt('instance', lambda: session.scalars(select(Boat).where(Sailor.boat == 'Gull')).all())
attempt('collection', lambda: Boat(crew=Sailor(name='one')))
attempt('list of strings', lambda: Boat(crew=['Finn']))
attempt('in with string', lambda: Boat.name.in_('Gull'))
attempt('select list', lambda: select([Boat]))
attempt('subquery entity', lambda: select(select(Boat).subquery().c.title))
attempt('loader', lambda: select(Boat).options(joinedload('crew')))
attempt('wrong loader', lambda: session.scalars(select(Boat).options(joinedload(Sailor.boat))).all())
attempt('no rows', lambda: session.execute(update(Boat).values(name='Tern')).all())
attempt('greater and', lambda: select(Boat).where(Boat.id > 0 and Boat.name == 'Gull'))
attempt('instance in select', lambda: select(Boat(name='x')))
attempt('get', lambda: session.get(Boat, (1, 2)))
attempt('get by name', lambda: session.get(Boat, 'Tern'))
attempt('commit class', lambda: session.add(Boat))
attempt('add list', lambda: session.add([Boat(name='a')]))
attempt('scalar', lambda: session.scalar(select(func.no_such_function(Boat.id))))
print(session.query(Sailor).count())
