from typing import Annotated, List, Optional
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

intpk = Annotated[int, mapped_column(primary_key=True)]
str50 = Annotated[str, 50]

class Base(DeclarativeBase):
    type_annotation_map = {str50: String(50)}

class Canton(Base):
    __tablename__ = "canton"

    id: Mapped[intpk]
    name: Mapped[str50]
    villages: Mapped[List["Village"]] = relationship(back_populates="canton")

class Village(Base):
    __tablename__ = "village"
    __table_args__ = (UniqueConstraint("name", "canton_id"),)

    id: Mapped[intpk]
    name: Mapped[str50]
    nickname: Mapped[Optional[str50]]
    canton_id: Mapped[int] = mapped_column(ForeignKey("canton.id"))
    canton: Mapped["Canton"] = relationship(back_populates="villages")

uri = Canton(name="Uri", villages=[Village(name="Seedorf"), Village(name="Erstfeld", nickname="E")])
session.add(uri)
session.commit()
print([(v.name, v.nickname) for v in uri.villages])
