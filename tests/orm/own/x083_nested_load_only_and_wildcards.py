from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.orm import (DeclarativeBase, Load, Mapped, defaultload, defer, deferred, joinedload, load_only, mapped_column, raiseload, relationship, selectinload, undefer, with_expression, query_expression)
from sqlalchemy import func

class Base(DeclarativeBase):
    pass

class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    notes: Mapped[str] = mapped_column(deferred=True)
    pets: Mapped[list["Pet"]] = relationship(back_populates="owner", order_by="Pet.id")

class Pet(Base):
    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    story: Mapped[str | None] = mapped_column(deferred=True, deferred_group="long", deferred_raiseload=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship(back_populates="pets")
    name_length: Mapped[int | None] = query_expression()

session.add(Owner(name="Rob", email="r@x", notes="n", pets=[Pet(name="Mia", kind="cat"), Pet(name="Bo", kind="dog", story="once")]))
session.commit()

def unloaded(x):
    return sorted(inspect(x).unloaded)

session.expunge_all()
o = session.scalars(select(Owner).options(load_only(Owner.name), selectinload(Owner.pets).load_only(Pet.kind))).one()
print(unloaded(o), unloaded(o.pets[0]))
session.expunge_all()
o = session.scalars(select(Owner).options(undefer(Owner.notes), joinedload(Owner.pets).options(defer(Pet.kind), undefer(Pet.story)))).unique().one()
print(unloaded(o), unloaded(o.pets[1]), o.pets[1].story)
session.expunge_all()
o = session.scalars(select(Owner).options(defer("*"), undefer(Owner.email))).one()
print(unloaded(o), o.name)
session.expunge_all()
p = session.scalars(select(Pet).options(joinedload(Pet.owner).undefer("*"), defaultload(Pet.owner).selectinload(Owner.pets)).where(Pet.id == 2)).one()
print(p.owner.notes, unloaded(p.owner))
session.expunge_all()
for p in session.scalars(select(Pet).options(with_expression(Pet.name_length, func.length(Pet.name))).order_by(Pet.id)):
    print(p.name, p.name_length)
session.expunge_all()
p = session.scalars(select(Pet).limit(1)).one()
print(p.name_length)
for pet, owner in session.execute(select(Pet, Owner).join(Pet.owner).options(Load(Pet).load_only(Pet.name), Load(Owner).defer(Owner.email)).order_by(Pet.id)):
    print(pet.name, owner.name, unloaded(pet), unloaded(owner))
    break
try:
    session.scalars(select(Pet).options(joinedload(Owner.pets))).all()
except Exception as e:
    print(type(e).__name__, e)
try:
    select(Pet).options(joinedload(Pet.name))
except Exception as e:
    print(type(e).__name__, e)
try:
    select(Owner).options(joinedload(Owner.pets).joinedload(Owner.pets))
except Exception as e:
    print(type(e).__name__, e)
