from sqlalchemy import Column, Integer, String, ForeignKey, event, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.orm import relationship, Session

@event.listens_for(Engine, "connect")
def set_sqlite_pragma(dbapi_connection, connection_record):
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()

class Forum(Base):
    __tablename__ = 'forums'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    threads = relationship('Thread', back_populates='forum', cascade='all, delete', passive_deletes=True)

class Thread(Base):
    __tablename__ = 'threads'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    forum_id = Column(Integer, ForeignKey('forums.id', ondelete='CASCADE'))
    forum = relationship('Forum', back_populates='threads')

engine = create_engine('sqlite:///:memory:')
Base.metadata.create_all(engine)
session = Session(engine)

session.add(Forum(name='Help', threads=[Thread(title='t1'), Thread(title='t2')]))
session.add(Forum(name='Chat', threads=[Thread(title='t3')]))
session.commit()
help_forum = session.query(Forum).filter_by(name='Help').one()
session.delete(help_forum)
session.commit()
print([t.title for t in session.query(Thread)])
