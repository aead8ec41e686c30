from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship

post_tags = Table('post_tags', Base.metadata,
    Column('post_id', ForeignKey('posts.id'), primary_key=True),
    Column('tag_id', ForeignKey('tags.id'), primary_key=True))

class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    tags = relationship('Tag', secondary=post_tags, backref='posts')

class Tag(Base):
    __tablename__ = 'tags'
    id = Column(Integer, primary_key=True)
    name = Column(String)

t = Tag(name='t')
p = Post(tags=[t])
p.tags.append(t)
print(len(p.tags), len(t.posts))
session.add(p)
try:
    session.commit()
except IntegrityError as e:
    session.rollback()
    print(e.orig)
print(session.query(Post).count(), session.query(post_tags).count())
