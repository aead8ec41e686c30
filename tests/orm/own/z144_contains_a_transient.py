from sqlalchemy import Column, Integer, String, ForeignKey, update
from sqlalchemy.orm import relationship
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    posts = relationship('Post', back_populates='user')
class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey('users.id'))
    user = relationship('User', back_populates='posts')
u = User(name='a', posts=[Post(), Post()])
session.add(u)
session.commit()
print(session.query(User).filter(User.posts.contains(Post(id=1))).count())
print(session.query(User).filter(User.posts == [1]).count())
