from typing import List, Optional
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

def attempt(label, make):
    try:
        make()
        print(label, 'ok')
    except Exception as e:
        print(label, type(e).__name__, str(e)[:150])

def a():
    class A1(Base):
        __tablename__ = 'a1'
        id: int = mapped_column(primary_key=True)

def b():
    class B1(Base):
        __tablename__ = 'b1'
        id: Mapped[int] = mapped_column(primary_key=True)
        data: Mapped[list]

def c():
    class C1(Base):
        __tablename__ = 'c1'
        id: Mapped[int]

def d():
    class D1(Base):
        __tablename__ = 'd1'
        id: Mapped[int] = mapped_column(primary_key=True)
        when: Mapped["datetime"]

def e():
    class E1(Base):
        id: Mapped[int] = mapped_column(primary_key=True)

def f():
    class F1(Base):
        __tablename__ = 'f1'
        id: Mapped[int] = mapped_column(Integer, primary_key=True)

def g():
    class G1(Base):
        __tablename__ = 'g1'
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(10), nullabel=False)

def h():
    class H1(Base):
        __tablename__ = 'h1'
        id: Mapped[int] = mapped_column(primary_key=True)
        kids: Mapped[List["Nobody"]] = relationship()
    H1()

for f_ in (a, b, c, d, e, f, g, h):
    attempt(f_.__name__, f_)
