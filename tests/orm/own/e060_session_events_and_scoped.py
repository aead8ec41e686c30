from sqlalchemy import Column, Integer, String, event, create_engine
from sqlalchemy.orm import scoped_session, sessionmaker, declarative_base

engine = create_engine('sqlite:///:memory:', echo=False)
db_session = scoped_session(sessionmaker(autocommit=False, autoflush=False, bind=engine))
Base = declarative_base()
Base.query = db_session.query_property()

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String(50), unique=True)
    email = Column(String(120), unique=True)

    def __init__(self, name=None, email=None):
        self.name = name
        self.email = email

    def __repr__(self):
        return f'<User {self.name!r}>'

def init_db():
    Base.metadata.create_all(bind=engine)

init_db()
u = User('admin', 'admin@localhost')
db_session.add(u)
print(User.query.all())
db_session.commit()
print(User.query.all())
print(User.query.filter(User.name == 'admin').first(), u.email)
db_session.add(User('guest'))
print(User.query.count())
db_session.flush()
print(User.query.count())
db_session.rollback()
print(User.query.count())
db_session.remove()
