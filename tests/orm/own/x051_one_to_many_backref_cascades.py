from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.orm import backref, relationship

class League(Base):
    __tablename__ = 'leagues'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)
    clubs = relationship('Club', backref=backref('league', lazy='joined'), cascade='all', order_by='Club.points.desc(), Club.name')

class Club(Base):
    __tablename__ = 'clubs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    points = Column(Integer, default=0)
    league_id = Column(Integer, ForeignKey('leagues.id'))

    def __repr__(self):
        return '%s:%d' % (self.name, self.points)

first = League(name='first')
first.clubs.extend([Club(name='Ajax', points=9), Club(name='Breda'), Club(name='Celtic', points=9)])
second = League(name='second', clubs=[Club(name='Dundee', points=4)])
session.add_all([first, second])
session.commit()
print(first.clubs, second.clubs)
print(session.query(League.name, func.max(Club.points)).join(League.clubs).group_by(League.name).order_by(League.name).all())
breda = session.query(Club).filter_by(name='Breda').one()
breda.league = second
print(len(first.clubs), second.clubs)
session.commit()
print(second.clubs)
session.expunge_all()
club = session.query(Club).filter(Club.points == 4).first()
print(club, club.league.name)
session.delete(club.league)
session.commit()
print(session.query(Club).order_by(Club.name).all())
total = sum(c.points for c in session.query(Club))
print(f'{total=}', session.query(func.avg(Club.points)).scalar())
