from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship

class Blog(Base):
    __tablename__ = 'blogs'
    id = Column(Integer, primary_key=True)
    posts = relationship('Post', back_populates='blog')

class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    blog_id = Column(Integer, ForeignKey('blogs.id'), nullable=False)
    blog = relationship('Blog', back_populates='posts')

blog = Blog(posts=[Post(), Post()])
session.add(blog)
session.commit()
session.delete(blog)
try:
    session.commit()
except IntegrityError as e:
    print(e.orig)
    session.rollback()
print(session.query(Blog).count(), len(blog.posts))
