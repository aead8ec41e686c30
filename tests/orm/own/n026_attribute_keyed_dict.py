from typing import Dict
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship, attribute_keyed_dict

class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    notes: Mapped[Dict[str, "Note"]] = relationship(
        collection_class=attribute_keyed_dict("keyword"),
        cascade="all, delete-orphan",
    )

class Note(Base):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    keyword: Mapped[str]
    text: Mapped[str]

    def __init__(self, keyword, text):
        self.keyword = keyword
        self.text = text

bike = Item(name="bike")
bike.notes["colour"] = Note("colour", "blue")
bike.notes["size"] = Note("size", "large")
session.add(bike)
session.commit()
print(sorted(bike.notes), bike.notes["colour"].text, "price" in bike.notes)

old = bike.notes["colour"]
bike.notes["colour"] = Note("colour", "red")
session.commit()
print([(n.keyword, n.text) for n in session.query(Note).order_by(Note.keyword)])
print(old in session)
del bike.notes["size"]
session.commit()
print({k: n.text for k, n in bike.notes.items()}, session.query(Note).count())
print(bike.notes.get("size"), bike.notes.setdefault("colour", None).text)
bike.notes["weight"] = Note("mass", "12 kg")
print(sorted(bike.notes))
session.commit()
print(sorted(bike.notes))
try:
    bike.notes["nothing"]
except KeyError as e:
    print("KeyError:", e)
