from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, joinedload, selectinload, lazyload, raiseload

class Shelf(Base):
    __tablename__ = 'shelves'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    jars = relationship('Jar', back_populates='shelf', lazy='joined')

class Jar(Base):
    __tablename__ = 'jars'
    id = Column(Integer, primary_key=True)
    content = Column(String)
    shelf_id = Column(Integer, ForeignKey('shelves.id'))
    shelf = relationship('Shelf', back_populates='jars', lazy='select')
    labels = relationship('Label', lazy='raise_on_sql')

class Label(Base):
    __tablename__ = 'labels'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    jar_id = Column(ForeignKey('jars.id'))

session.add_all([Shelf(name='top', jars=[Jar(content='jam', labels=[Label(text='2023')]), Jar(content='tea')]), Shelf(name='low')])
session.commit()
session.expunge_all()
for s in session.query(Shelf).order_by(Shelf.name).all():
    print(s.name, [j.content for j in s.jars])
session.expunge_all()
print([len(s.jars) for s in session.query(Shelf).options(lazyload(Shelf.jars))])
session.expunge_all()
jar = session.query(Jar).filter_by(content='jam').one()
try:
    jar.labels
except Exception as e:
    print(type(e).__name__, e)
jar = session.query(Jar).options(selectinload(Jar.labels)).filter_by(content='jam').populate_existing().one()
print(jar.labels[0].text, jar.shelf.name)
session.expunge_all()
jar = session.query(Jar).options(raiseload('*')).first()
try:
    jar.shelf
except Exception as e:
    print(e)
print(session.query(Shelf).limit(1).one().name)
print(session.query(Shelf).filter(Shelf.jars.any(Jar.content == 'tea')).one().jars[1].content)
print(session.query(Shelf.name, Jar.content).outerjoin(Shelf.jars).order_by(Jar.id).all())
q = session.query(Jar).options(joinedload(Jar.shelf, innerjoin=True)).filter(Jar.shelf_id != None)
print(q.count(), q.first().shelf.name)
print(q)
