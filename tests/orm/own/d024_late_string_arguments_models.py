from sqlalchemy import Column, Integer, String, ForeignKey, Table
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

class Teacher(Base):
    __tablename__ = 'teachers'
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    lessons = relationship('Lesson', back_populates='teacher', order_by='desc(Lesson.hour)')
    rooms = relationship('Room', secondary='teacher_room', back_populates='teachers')
    club = relationship('Club', uselist=False, primaryjoin='Teacher.id == Club.leader_id', foreign_keys='Club.leader_id')

class Lesson(Base):
    __tablename__ = 'lessons'
    id = Column(Integer, primary_key=True)
    hour = Column(Integer)
    teacher_id = Column(Integer, ForeignKey('teachers.id'))
    teacher = relationship(lambda: Teacher, back_populates='lessons')

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    teachers = relationship('Teacher', secondary=lambda: teacher_room, back_populates='rooms')

class Club(Base):
    __tablename__ = 'clubs'
    id = Column(Integer, primary_key=True)
    leader_id = Column(Integer)

teacher_room = Table('teacher_room', Base.metadata,
    Column('teacher_id', ForeignKey('teachers.id'), primary_key=True),
    Column('room_id', ForeignKey('rooms.id'), primary_key=True))
