from typing import List
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Island(Base):
    __tablename__ = "island"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: str = mapped_column(String(30))

class Beach(Base):
    __tablename__ = "beach"
    id: Mapped[int] = mapped_column(primary_key=True)
    sand: Mapped[str]
    island_id: Mapped[int] = mapped_column(ForeignKey("island.id"))
    island: "Island" = relationship()
