from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.exc import ArgumentError, InvalidRequestError
from sqlalchemy.orm import configure_mappers, declarative_base, relationship, clear_mappers

bases = []

def trial(build):
    Base = declarative_base()
    bases.append(Base)
    try:
        build(Base)
        configure_mappers()
        print('fine')
    except Exception as e:
        print(type(e).__name__ + ':', e)
    clear_mappers()

def wrong_name(Base):
    class A(Base):
        __tablename__ = 'a1'
        id = Column(Integer, primary_key=True)
        bs = relationship('B', back_populates='aa')
    class B(Base):
        __tablename__ = 'b1'
        id = Column(Integer, primary_key=True)
        a_id = Column(ForeignKey('a1.id'))
        a = relationship('A', back_populates='bs')

def same_direction(Base):
    class A(Base):
        __tablename__ = 'a2'
        id = Column(Integer, primary_key=True)
        parent_id = Column(ForeignKey('a2.id'))
        children = relationship('A', back_populates='parent')
        parent = relationship('A', back_populates='children')

def unknown_class(Base):
    class A(Base):
        __tablename__ = 'a3'
        id = Column(Integer, primary_key=True)
        b = relationship('Bee')

def delete_orphan_on_many_to_one(Base):
    class A(Base):
        __tablename__ = 'a4'
        id = Column(Integer, primary_key=True)
    class B(Base):
        __tablename__ = 'b4'
        id = Column(Integer, primary_key=True)
        a_id = Column(ForeignKey('a4.id'))
        a = relationship('A', cascade='all, delete-orphan')

def bad_cascade(Base):
    class A(Base):
        __tablename__ = 'a5'
        id = Column(Integer, primary_key=True)
        parent_id = Column(ForeignKey('a5.id'))
        kids = relationship('A', cascade='save, delete')

for f in (wrong_name, same_direction, unknown_class, delete_orphan_on_many_to_one, bad_cascade):
    print(f.__name__)
    trial(f)
