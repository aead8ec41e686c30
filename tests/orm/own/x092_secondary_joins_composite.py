from sqlalchemy import Column, ForeignKey, Integer, String, Table, and_, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, join, joinedload, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("b.id"))
    d: Mapped["D | None"] = relationship(
        secondary=lambda: join(B, D, B.d_id == D.id).join(C, C.d_id == D.id),
        primaryjoin="and_(A.b_id == B.id, A.id == C.a_id)",
        secondaryjoin="D.id == B.d_id", uselist=False, viewonly=True)

class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    d_id: Mapped[int] = mapped_column(ForeignKey("d.id"))

class C(Base):
    __tablename__ = "c"
    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("a.id"))
    d_id: Mapped[int] = mapped_column(ForeignKey("d.id"))

class D(Base):
    __tablename__ = "d"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    friends: Mapped[list["Person"]] = relationship(
        secondary=lambda: friendship,
        primaryjoin=lambda: Person.id == friendship.c.one_id,
        secondaryjoin=lambda: Person.id == friendship.c.two_id,
        back_populates="friend_of", order_by="Person.name")
    friend_of: Mapped[list["Person"]] = relationship(
        secondary=lambda: friendship,
        primaryjoin=lambda: Person.id == friendship.c.two_id,
        secondaryjoin=lambda: Person.id == friendship.c.one_id,
        back_populates="friends")

friendship = Table("friendship", Base.metadata,
    Column("one_id", ForeignKey("person.id"), primary_key=True),
    Column("two_id", ForeignKey("person.id"), primary_key=True),
    Column("strength", Integer, default=1))

session.add_all([D(id=1, name="deep"), B(id=1, d_id=1), A(id=1, b_id=1), A(id=2, b_id=1), C(id=1, a_id=1, d_id=1)])
ann, bob, cyd = (Person(name=n) for n in ("Ann", "Bob", "Cyd"))
ann.friends += [cyd, bob]
bob.friends.append(ann)
session.add_all([ann, bob, cyd])
session.commit()
print(session.get(A, 1).d.name, session.get(A, 2).d)
print([p.name for p in ann.friends], [p.name for p in ann.friend_of])
session.expunge_all()
for p in session.scalars(select(Person).options(joinedload(Person.friends)).order_by(Person.id)).unique():
    print(p.name, [f.name for f in p.friends])
session.expunge_all()
for p in session.scalars(select(Person).options(selectinload(Person.friends).selectinload(Person.friend_of)).where(Person.name == "Ann")):
    print(p.name, {f.name: sorted(x.name for x in f.friend_of) for f in p.friends})
f = aliased(Person)
print(session.execute(select(Person.name, f.name).join(Person.friends.of_type(f)).order_by(Person.id, f.name)).all())
print(session.scalars(select(Person.name).where(Person.friend_of.any(Person.name == "Bob"))).all())
print(session.execute(select(friendship).order_by(friendship.c.one_id, friendship.c.two_id)).all())
session.delete(session.get(Person, 1))
session.commit()
print(session.execute(select(friendship.c.strength)).all())
