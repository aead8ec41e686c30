from sqlalchemy import ForeignKey, select, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship, with_polymorphic, selectin_polymorphic

class Animal(Base):
    __tablename__ = "animal"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "animal", "polymorphic_on": "type"}

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r})"

class Dog(Animal):
    __tablename__ = "dog"
    id: Mapped[int] = mapped_column(ForeignKey("animal.id"), primary_key=True)
    tricks: Mapped[int]
    __mapper_args__ = {"polymorphic_identity": "dog"}

class Cat(Animal):
    __tablename__ = "cat"
    id: Mapped[int] = mapped_column(ForeignKey("animal.id"), primary_key=True)
    lives: Mapped[int] = mapped_column(default=9)
    __mapper_args__ = {"polymorphic_identity": "cat"}

session.add_all([Dog(name="Rex", tricks=3), Cat(name="Mitzi"), Animal(name="Blob"), Dog(name="Ace", tricks=0)])
session.commit()
print(session.scalars(select(Animal).order_by(Animal.name)).all())
print(select(Dog).where(Dog.tricks > 1))
print(session.scalars(select(Dog).where(Dog.tricks > 1, Dog.name != "Ace")).all())

session.expunge_all()
everyone = with_polymorphic(Animal, [Dog, Cat])
stmt = select(everyone).where((everyone.Dog.tricks == 0) | (everyone.Cat.lives == 9)).order_by(everyone.id)
for a in session.scalars(stmt):
    print(a, a.type, "lives" in a.__dict__, "tricks" in a.__dict__)

session.expunge_all()
stmt = select(Animal).options(selectin_polymorphic(Animal, [Dog, Cat])).order_by(Animal.id)
print([(a.name, "tricks" in a.__dict__, "lives" in a.__dict__) for a in session.scalars(stmt)])

mitzi = session.query(Cat).one()
mitzi.lives -= 1
mitzi.name = "Mitzi II"
session.commit()
session.delete(session.get(Animal, 1))
session.commit()
print(session.query(Dog).all(), session.query(Animal).count(), session.query(Cat.lives).scalar())
print([m.class_.__name__ for m in inspect(Dog).iterate_to_root()])
