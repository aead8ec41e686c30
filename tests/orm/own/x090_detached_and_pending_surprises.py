from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, make_transient, make_transient_to_detached, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Room(Base):
    __tablename__ = "room"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    chairs: Mapped[list["Chair"]] = relationship(back_populates="room")

class Chair(Base):
    __tablename__ = "chair"
    id: Mapped[int] = mapped_column(primary_key=True)
    legs: Mapped[int] = mapped_column(default=4)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    room: Mapped["Room | None"] = relationship(back_populates="chairs")

def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)

r = Room(name="den")
print(r.id, r.chairs, Chair().room, Chair().legs)
with session as s:
    s.add(r)
    s.commit()
    r.name
attempt(lambda: r.name)
attempt(lambda: r.chairs)
attempt(lambda: inspect(r).session)
c = Chair(room=r)
session.add(c)
print(inspect(r).detached, r in session)
session.flush()
print(c.room_id, c.room is r, c.legs)
session.commit()
fake = Room(id=1)
make_transient_to_detached(fake)
other = Session(engine)
other.add(fake)
attempt(lambda: fake.name)
other.close()
attempt(lambda: session.add(fake))
session.rollback()
ghost = Chair(id=5, room=session.get(Room, 1))
attempt(lambda: ghost in session)
attempt(lambda: len(session.get(Room, 1).chairs))
session.commit()
session.add(ghost)
session.commit()
print(session.scalars(select(Chair.id).order_by(Chair.id)).all())
session.delete(ghost)
session.flush()
attempt(lambda: session.add(ghost))
session.commit()
print(inspect(ghost).was_deleted, inspect(ghost).detached, ghost.id)
make_transient(ghost)
session.add(ghost)
session.commit()
print(ghost.id, ghost.room_id)
attempt(lambda: session.refresh(fake))
attempt(lambda: session.get(Room, None))
attempt(lambda: session.get(Room, "one"))
attempt(lambda: session.get_one(Room, 9))
