# hotels -< rooms -< reservations
class Hotel(db.Model):
    __tablename__ = "hotels"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    rooms = db.relationship("RoomModel", back_populates="hotel", lazy="dynamic")

class RoomModel(db.Model):
    __tablename__ = "rooms"
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.Integer)
    hotel_id = db.Column(db.Integer, db.ForeignKey("hotels.id"), nullable=False)
    hotel = db.relationship("Hotel", back_populates="rooms")
    reservations = db.relationship("Reservation", back_populates="room", cascade="all, delete")

class Reservation(db.Model):
    __tablename__ = "reservations"
    id = db.Column(db.Integer, primary_key=True)
    nights = db.Column(db.Integer, default=1)
    guest = db.Column(db.String(40))
    room_id = db.Column(db.Integer, db.ForeignKey("rooms.id"))
    room = db.relationship("RoomModel", back_populates="reservations")

def json(hotel):
    return {"name": hotel.name, "rooms": [room.number for room in hotel.rooms.all()]}

lake = Hotel(name="Lakeside")
db.session.add(lake)
db.session.commit()
for n in range(101, 104):
    db.session.add(RoomModel(number=n, hotel_id=lake.id))
db.session.commit()
print(json(lake))
room = lake.rooms.filter_by(number=102).first()
room.reservations.append(Reservation(guest="Ito", nights=3))
room.reservations.append(Reservation(guest="Ivo"))
db.session.commit()
print([(r.guest, r.nights, r.room.number) for r in room.reservations])
print(lake.rooms.filter(~RoomModel.reservations.any()).count())
db.session.delete(room)
db.session.commit()
print(json(lake), Reservation.query.count())
print(lake.rooms[0].number, lake.rooms.order_by(RoomModel.number.desc()).first().number)
