from sqlalchemy import Column, Integer, String
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    def __eq__(self, other):
        return self.name == other.name
session.add_all([User(name='a'), User(name='a')])
session.commit()
