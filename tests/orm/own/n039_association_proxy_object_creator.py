from typing import List
from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import association_proxy, AssociationProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Band(Base):
    __tablename__ = "band"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    seats: Mapped[List["Seat"]] = relationship(
        back_populates="band", cascade="all, delete-orphan"
    )
    players: AssociationProxy[List["Player"]] = association_proxy(
        "seats", "player", creator=lambda p: Seat(player=p, instrument="voice")
    )

class Seat(Base):
    __tablename__ = "seat"
    band_id: Mapped[int] = mapped_column(ForeignKey("band.id"), primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id"), primary_key=True)
    instrument: Mapped[str]
    band: Mapped["Band"] = relationship(back_populates="seats")
    player: Mapped["Player"] = relationship()
    # a scalar proxy
    player_name = association_proxy("player", "name")

class Player(Base):
    __tablename__ = "player"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __repr__(self):
        return f"Player({self.name!r})"

cleo, sven, rui = Player(name="Cleo"), Player(name="Sven"), Player(name="Rui")
duo = Band(name="Duo")
duo.players.append(cleo)
duo.seats.append(Seat(player=sven, instrument="cello"))
session.add(duo)
session.commit()
print(duo.players)
print([(s.player_name, s.instrument) for s in duo.seats])

solo = Band(name="Solo", players=[rui])
session.add(solo)
session.commit()
print(session.query(Band.name).filter(Band.players.contains(rui)).all())
print(session.query(Seat.instrument).filter(Seat.player_name == "Sven").all())
duo.players.remove(cleo)
duo.seats[0].player_name = "Sven Oskar"
session.commit()
print(session.query(Seat).count(), duo.players, list(solo.players))
