from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Director(Base):
    __tablename__ = 'directors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    films = relationship('Film', back_populates='director')

class Film(Base):
    __tablename__ = 'films'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    director_id = Column(Integer, ForeignKey('directors.id'))
    director = relationship('Director', back_populates='films')

session.add_all([
    Director(name='Varda', films=[Film(title='Vagabond', year=1985), Film(title='Faces Places', year=2017)]),
    Director(name='Ozu', films=[Film(title='Late Spring', year=1949)]),
    Director(name='Newcomer'),
    Film(title='Orphan film', year=1920),
])
session.commit()

print([f.title for f in session.query(Film).join(Film.director).filter(Director.name == 'Varda').order_by(Film.year)])
print([f.title for f in session.query(Film).join(Director).order_by(Film.title)])
print([f.title for f in session.query(Film).join(Director, Film.director_id == Director.id).filter(Film.year < 1980)])
print(session.query(Director.name, Film.title).join(Director.films).order_by(Director.name, Film.title).all())
print(session.query(Director.name, Film.title).outerjoin(Film).order_by(Director.name, Film.year).all())
print([d.name for d in session.query(Director).outerjoin(Director.films).filter(Film.id == None)])
print([d.name for d in session.query(Director).join(Director.films).order_by(Director.id)])
for d, f in session.query(Director, Film).filter(Director.id == Film.director_id).order_by(Film.id):
    print(d.name, '->', f.title)
