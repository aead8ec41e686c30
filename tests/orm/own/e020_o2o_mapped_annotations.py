from typing import Optional
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    capital: Mapped["Capital"] = relationship(back_populates="country")


class Capital(Base):
    __tablename__ = "capital"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mayor: Mapped[Optional[str]]
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"), unique=True)
    country: Mapped["Country"] = relationship(back_populates="capital", single_parent=True)


peru = Country(name="Peru")
peru.capital = Capital(name="Lima")
session.add(peru)
session.commit()
print(peru.capital.name, peru.capital.mayor)
print(peru.capital.country is peru)
chile = Country(name="Chile", capital=Capital(name="Santiago", mayor="M. H."))
session.add(chile)
session.flush()
print(session.query(Capital).filter(Capital.country.has(name="Chile")).one().mayor)
session.commit()
