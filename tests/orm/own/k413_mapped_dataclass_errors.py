from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship, registry

class Base(DeclarativeBase):
    pass

class Data(MappedAsDataclass, DeclarativeBase):
    pass

class Mixin:
    created: Mapped[int] = mapped_column(default=1)

try:
    class Wrong(Data):
        __tablename__ = "wrong"
        id: Mapped[int] = mapped_column(primary_key=True, default=1)
        name: Mapped[str]
except Exception as e:
    print(type(e).__name__, e)
try:
    class NoDataclass(Base):
        __tablename__ = "no"
        id: Mapped[int] = mapped_column(init=False, primary_key=True)
except Exception as e:
    print(type(e).__name__, e)
try:
    class Mixed(Mixin, Data):
        __tablename__ = "mixed"
        id: Mapped[int] = mapped_column(init=False, primary_key=True)
except Exception as e:
    print(type(e).__name__, e)
try:
    @registry().mapped_as_dataclass
    class Twice(MappedAsDataclass):
        __tablename__ = "twice"
        id: Mapped[int] = mapped_column(init=False, primary_key=True)
except Exception as e:
    print(type(e).__name__, e)
try:
    relationship(default=[])
except Exception as e:
    print(type(e).__name__, e)
try:
    class Relation(Base):
        __tablename__ = "relation"
        id: Mapped[int] = mapped_column(primary_key=True)
        up_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
        up: Mapped["Relation"] = relationship(default=None, repr=False)
except Exception as e:
    print(type(e).__name__, e)
