from sqlalchemy import Column, Integer, JSON, text
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    data = Column(JSON)
session.add_all([Event(data={"a": [1, 2.5, None, True, "é\n\x7f\U0001f600"], "b": {"c": -1e300, 3: "x"}}), Event(data=[]), Event(data="x"), Event(data=10**25), Event(data=None), Event(data=float("inf"))])
session.commit()
for event in session.query(Event).order_by(Event.id):
    print(event.data)
session.execute(text("UPDATE events SET data = '{\"a\": 1,}' WHERE id = 1"))
session.commit()
try:
    print(session.get(Event, 1).data)
except ValueError as error:
    print(type(error).__name__, error)
session.add(Event(data={(1, 2): 3}))
session.commit()
