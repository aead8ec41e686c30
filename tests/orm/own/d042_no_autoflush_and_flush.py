from sqlalchemy import Column, Integer, String

class Step(Base):
    __tablename__ = 'steps'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add(Step(name='one'))
print(session.query(Step).count())
with session.no_autoflush:
    session.add(Step(name='two'))
    print(session.query(Step).count())
print(session.query(Step).count())
s = Step(name='three')
session.add(s)
print(s.id, len(session.new), bool(session.dirty))
session.flush()
print(s.id, len(session.new))
s.name = 'tres'
print(s in session.dirty)
print(session.query(Step.name).order_by(Step.id).all())
print(s in session.dirty)
session.delete(s)
print(s in session.deleted, session.query(Step).count())
session.rollback()
print(session.query(Step).count())
