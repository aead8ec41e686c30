from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import clear_mappers, configure_mappers, declarative_base, foreign, relationship, remote

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

def no_keys_to_second(Base):
    link = Table('link1', Base.metadata, Column('a_id', ForeignKey('a1.id')), Column('b_id', Integer))
    class A(Base):
        __tablename__ = 'a1'
        id = Column(Integer, primary_key=True)
        bs = relationship('B', secondary=link)
    class B(Base):
        __tablename__ = 'b1'
        id = Column(Integer, primary_key=True)

def self_many_to_many_ambiguous(Base):
    link = Table('link2', Base.metadata, Column('x', ForeignKey('a2.id')), Column('y', ForeignKey('a2.id')))
    class A(Base):
        __tablename__ = 'a2'
        id = Column(Integer, primary_key=True)
        friends = relationship('A', secondary=link)

def unknown_secondary(Base):
    class A(Base):
        __tablename__ = 'a3'
        id = Column(Integer, primary_key=True)
        bs = relationship('B', secondary='a_b')
    class B(Base):
        __tablename__ = 'b3'
        id = Column(Integer, primary_key=True)

def primaryjoin_without_foreign(Base):
    class A(Base):
        __tablename__ = 'a4'
        id = Column(Integer, primary_key=True)
        name = Column(String)
        bs = relationship('B', primaryjoin='A.name == B.name')
    class B(Base):
        __tablename__ = 'b4'
        id = Column(Integer, primary_key=True)
        name = Column(String)

def not_a_relationship_target(Base):
    class A(Base):
        __tablename__ = 'a5'
        id = Column(Integer, primary_key=True)
        bs = relationship(Integer)

def backref_and_back_populates(Base):
    class A(Base):
        __tablename__ = 'a6'
        id = Column(Integer, primary_key=True)
        bs = relationship('B', backref='a', back_populates='a')

def foreign_keys_wrong_column(Base):
    class A(Base):
        __tablename__ = 'a7'
        id = Column(Integer, primary_key=True)
    class B(Base):
        __tablename__ = 'b7'
        id = Column(Integer, primary_key=True)
        a_id = Column(ForeignKey('a7.id'))
        other = Column(Integer)
        a = relationship('A', foreign_keys=[other])

def broken_string(Base):
    class A(Base):
        __tablename__ = 'a8'
        id = Column(Integer, primary_key=True)
        parent_id = Column(ForeignKey('a8.id'))
        parent = relationship('A', remote_side='A.idd')

for f in (no_keys_to_second, self_many_to_many_ambiguous, unknown_secondary, primaryjoin_without_foreign,
          not_a_relationship_target, backref_and_back_populates, foreign_keys_wrong_column, broken_string):
    print(f.__name__)
    trial(f)
