from sqlalchemy import ForeignKey, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, reconstructor, relationship

class Base(DeclarativeBase):
    pass

class Pot(Base):
    __tablename__ = "pot"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    plants: Mapped[list["Plant"]] = relationship(back_populates="pot")

    @reconstructor
    def ready(self):
        self.loaded = True

class Plant(Base):
    __tablename__ = "plant"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    pot_id: Mapped[int | None] = mapped_column(ForeignKey("pot.id"))
    pot: Mapped["Pot | None"] = relationship(back_populates="plants")

log = []

@event.listens_for(Pot.plants, "append")
def appended(target, value, initiator):
    log.append(f"append {value.name}")

@event.listens_for(Pot.plants, "remove")
def removed(target, value, initiator):
    log.append(f"remove {value.name}")

@event.listens_for(Plant.name, "set", retval=True)
def shout(target, value, oldvalue, initiator):
    return value.strip()

@event.listens_for(Plant, "load")
def loaded(target, context):
    log.append(f"load {target.name}")

for name in ("transient_to_pending", "pending_to_persistent", "persistent_to_deleted", "deleted_to_detached", "persistent_to_detached", "pending_to_transient"):
    def make(n):
        def listener(session, instance):
            log.append(f"{n} {type(instance).__name__}")
        return listener
    event.listen(session, name, make(name))

@event.listens_for(Plant, "before_delete")
def gone(mapper, connection, target):
    log.append("before_delete")

def flush_log():
    print(log)
    log.clear()

pot = Pot(name="clay")
fern = Plant(name="  fern ")
pot.plants.append(fern)
Plant(name="moss", pot=pot)
flush_log()
session.add(pot)
flush_log()
session.commit()
flush_log()
pot.plants.remove(fern)
session.delete(fern)
session.commit()
flush_log()
session.expunge_all()
flush_log()
again = session.scalars(select(Pot)).one()
print(again.loaded, hasattr(Pot(name="x"), "loaded"), [p.name for p in again.plants])
flush_log()
p = Plant(name="tmp")
session.add(p)
session.expunge(p)
session.close()
flush_log()
