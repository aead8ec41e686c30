from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.exc import InvalidRequestError, MultipleResultsFound, NoResultFound
from sqlalchemy.orm import Session, make_transient, relationship
from sqlalchemy.orm.exc import FlushError, ObjectDeletedError, UnmappedInstanceError

class Node(Base):
    __tablename__ = 'node'
    id = Column(Integer, primary_key=True)
    name = Column(String)

    def __repr__(self):
        return f'Node({self.name})'

def attempt(f):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, '|', e)

session.add_all([Node(id=1, name='a'), Node(id=2, name='b')])
session.commit()
a = session.get(Node, 1)
attempt(lambda: session.query(Node).one())
attempt(lambda: session.query(Node).filter_by(name='z').one())
attempt(lambda: session.delete(Node(name='new')))
attempt(lambda: session.add(3))
attempt(lambda: session.refresh(Node(name='new')))
attempt(lambda: session.expunge(Node(name='new')))
other = Session(engine)
attempt(lambda: other.add(a))
attempt(lambda: session.query(Node).filter_by(nmae='a').all())
attempt(lambda: Node(nmae='a'))
attempt(lambda: session.query(Node).get(1))
dup = Node(id=1, name='dup')
session.add(dup)
attempt(lambda: session.flush())
session.rollback()
b = session.get(Node, 2)
session.query(Node).filter(Node.id == 2).delete(synchronize_session=False)
session.expire(b)
attempt(lambda: b.name)
session.rollback()
b = session.get(Node, 2)
session.expunge(b)
make_transient(b)
b.id = None
b.name = 'copy'
session.add(b)
session.commit()
print(session.query(Node).order_by(Node.id).all())
session.close()
attempt(lambda: b.name)
