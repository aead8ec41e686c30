from sqlalchemy import Column, Integer, String, ForeignKey, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship

@event.listens_for(Engine, 'connect')
def set_sqlite_pragma(dbapi_connection, connection_record):
    cursor = dbapi_connection.cursor()
    cursor.execute('PRAGMA foreign_keys=ON')
    cursor.close()

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    team_id = Column(Integer, ForeignKey('teams.id'))
    team = relationship('Team')

session.add(Player(team_id=99))
try:
    session.commit()
except IntegrityError as e:
    session.rollback()
    print(e.orig)
t = Team(name='Reds')
session.add(Player(team=t))
session.commit()
session.delete(t)
try:
    session.flush()
except IntegrityError as e:
    session.rollback()
    print(type(e).__name__, e.statement, e.params)
print(session.query(Team).count(), session.query(Player).count())
