from sqlalchemy import Column, Integer, String

class Seat(Base):
    __tablename__ = 'seats'
    row = Column(String, primary_key=True)
    number = Column(Integer, primary_key=True)
    taken_by = Column(String)

session.add_all([Seat(row='A', number=1, taken_by='Ida'), Seat(row='A', number=2), Seat(row='B', number=1)])
session.commit()
seat = session.get(Seat, ('A', 1))
print(seat.taken_by)
print(session.get(Seat, {'row': 'A', 'number': 1}) is seat)
print(session.get(Seat, ('C', 9)))
print(session.query(Seat).get(('B', 1)).taken_by)
session.get(Seat, 'A')
