from sqlalchemy import Column, Integer, String, ForeignKey, func, select, and_
from sqlalchemy.orm import relationship

class Band(Base):
    __tablename__ = 'bands'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    albums = relationship('Album', back_populates='band')

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    band_id = Column(ForeignKey('bands.id'))
    band = relationship('Band', back_populates='albums')

def attempt(code):
    try:
        print(code())
    except Exception as error:
        print(type(error).__name__, error)

session.add(Band(name='Kites', albums=[Album(title='One')]))
session.commit()
attempt(lambda: session.query(func.count(Album)).scalar())
attempt(lambda: session.query(Band).filter(Band.name == Band).all())
attempt(lambda: session.query(Band).filter(Band.id.in_([Band])).all())
attempt(lambda: session.query(Band).order_by(Band.id.desc).all())
attempt(lambda: session.query(Band).filter(Band.name.like).all())
attempt(lambda: session.scalars(select(Band).where(Band.name.is_)).all())
attempt(lambda: session.query(Band).join(Band).all())
attempt(lambda: session.query(Band, func.max(Band)).all())
attempt(lambda: session.query(Band).filter(Band.name > Album).all())
attempt(lambda: session.query(Band).filter(and_(Band.name == 'a', Album)).all())
attempt(lambda: session.query(Band).filter(len).all())
attempt(lambda: session.query(Band).group_by(Band.name.desc).all())
attempt(lambda: setattr(Band.id, 'nullable', False))
attempt(lambda: session.query(Band).filter(Band.albums == Album).all())
attempt(lambda: session.query(func.coalesce(Band.name, object())).all())
