from sqlalchemy import Column, Integer, ForeignKey, String
from sqlalchemy.orm import relationship

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    parent_id = Column(ForeignKey('rooms.id'))
    parent = relationship('Room', back_populates='children')
    children = relationship('Room', back_populates='parent')

try:
    Room()
except Exception as e:
    print(type(e).__name__)
    print(e)
