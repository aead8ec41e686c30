from typing import List, Optional
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Membership(Base):
    __tablename__ = "membership"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    club_id: Mapped[int] = mapped_column(ForeignKey("club.id"), primary_key=True)
    role: Mapped[Optional[str]] = mapped_column(String(20))
    club: Mapped["Club"] = relationship(back_populates="members")
    person: Mapped["Person"] = relationship(back_populates="clubs")

class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    clubs: Mapped[List["Membership"]] = relationship(back_populates="person")

class Club(Base):
    __tablename__ = "club"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    members: Mapped[List["Membership"]] = relationship(back_populates="club")

chess = Club(name="chess")
eve = Person(name="Eve")
m = Membership(role="captain")
m.club = chess
eve.clubs.append(m)
session.add(eve)
session.commit()
for mem in eve.clubs:
    print(mem.role, mem.club.name, mem.person.name)
print([x.person.name for x in chess.members])
session.add(Membership(person_id=eve.id, club_id=chess.id, role="again"))
session.commit()
