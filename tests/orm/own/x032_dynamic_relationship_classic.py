from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import backref, relationship

class Channel(Base):
    __tablename__ = 'channels'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    posts = relationship('Post', lazy='dynamic', back_populates='channel', cascade='all, delete-orphan', order_by='Post.id')

class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    likes = Column(Integer, default=0)
    channel_id = Column(Integer, ForeignKey('channels.id'))
    channel = relationship('Channel', back_populates='posts')

ch = Channel(name='news')
ch.posts.append(Post(title='first', likes=3))
ch.posts.extend([Post(title='second'), Post(title='third', likes=8)])
session.add(ch)
session.commit()
print(type(ch.posts).__name__, ch.posts.count())
print([p.title for p in ch.posts])
print(ch.posts.filter(Post.likes > 2).order_by(Post.likes.desc()).first().title)
print([p.title for p in ch.posts[0:2]], ch.posts[2].title)
second = ch.posts.filter_by(title='second').one()
ch.posts.remove(second)
session.commit()
print(ch.posts.count(), session.query(Post).count())
ch.posts.append(Post(title='fourth'))
print(ch.posts.all()[-1].title)
session.rollback()
print(ch.posts.count())
ch.posts = [Post(title='only')]
session.commit()
print([p.title for p in ch.posts.all()])
session.delete(ch)
session.commit()
print(session.query(Post).count())
