from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Comment(Base):
    __tablename__ = 'comments'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    reply_to_id = Column(Integer, ForeignKey('comments.id'))
    reply_to = relationship('Comment', back_populates='replies')
    replies = relationship('Comment', back_populates='reply_to')

c = Comment(text='first')
c.replies.append(Comment(text='second'))
session.add(c)
session.commit()
