from sqlalchemy import Column, Integer, String, event
from sqlalchemy.orm import Session, sessionmaker

class Document(Base):
    __tablename__ = 'documents'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    version = Column(Integer, default=1)

class LogEntry(Base):
    __tablename__ = 'log_entries'
    id = Column(Integer, primary_key=True)
    message = Column(String)

Maker = sessionmaker(engine)
s = Maker()

@event.listens_for(s, 'before_flush')
def before_flush(session, flush_context, instances):
    for obj in session.new:
        if isinstance(obj, Document):
            session.add(LogEntry(message=f'new {obj.title}'))
    for obj in session.dirty:
        if isinstance(obj, Document) and session.is_modified(obj):
            obj.version += 1
    for obj in session.deleted:
        session.add(LogEntry(message=f'deleted {obj.title}'))

@event.listens_for(s, 'after_flush')
def after_flush(session, flush_context):
    print('flushed', len(session.new), len(session.dirty), len(session.deleted))

@event.listens_for(s, 'before_commit')
def before_commit(session):
    print('before commit')

event.listen(s, 'after_commit', lambda session: print('after commit'))

@event.listens_for(s, 'after_rollback')
def after_rollback(session):
    print('after rollback')

doc = Document(title='draft')
s.add(doc)
s.commit()
print(doc.version)
doc.title = 'final'
s.commit()
print(doc.version)
doc.title = 'final'
s.commit()
print(doc.version)
s.delete(doc)
s.flush()
s.rollback()
print(doc.title)
s.delete(doc)
s.commit()
print([e.message for e in s.query(LogEntry).order_by(LogEntry.id)])
s.close()
