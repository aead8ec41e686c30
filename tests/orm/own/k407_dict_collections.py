from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import (relationship, backref, keyfunc_mapping, attribute_keyed_dict, column_keyed_dict, mapped_collection)
from sqlalchemy.orm.collections import attribute_mapped_collection, column_mapped_collection

class Note(Base):
    __tablename__ = "note"
    id = Column(Integer, primary_key=True)
    item_id = Column(ForeignKey("item.id"))
    keyword = Column(String)
    lang = Column(String)
    text = Column(String)
    item = relationship("Item", back_populates="notes")
    def __repr__(self):
        return f"Note({self.keyword!r}, {self.lang!r})"

def key_of(note):
    return (note.keyword, note.lang)

class Item(Base):
    __tablename__ = "item"
    id = Column(Integer, primary_key=True)
    notes = relationship("Note", collection_class=attribute_keyed_dict("keyword"), back_populates="item", cascade="all, delete-orphan")
    by_both = relationship("Note", collection_class=column_keyed_dict([Note.keyword, Note.lang]), viewonly=True)
    by_table = relationship("Note", collection_class=column_mapped_collection(Note.__table__.c.lang), viewonly=True)
    by_function = relationship("Note", collection_class=mapped_collection(key_of), viewonly=True)

item = Item()
item.notes["a"] = Note(keyword="a", lang="en", text="x")
Note(keyword="b", lang="no", item=item)
item.notes.set(Note(keyword="c", lang="de"))
session.add(item)
session.commit()
print(item.notes, item.by_both, item.by_table, item.by_function)
print(isinstance(item.notes, dict), len(item.notes), "a" in item.notes)
item.notes["a"].keyword = "z"
print(list(item.notes))
try:
    item.notes.remove(item.notes["a"])
except Exception as e:
    print(type(e).__name__, e)
session.commit()
print(sorted(item.notes))
del item.notes["b"]
session.commit()
print(sorted(item.notes), session.query(Note).count())
item.notes = {"q": Note(keyword="q", lang="fi")}
session.commit()
print(list(item.notes), session.query(Note).count())
try:
    item.notes = {"wrong": Note(keyword="right")}
except Exception as e:
    print(type(e).__name__, e)
session.rollback()
try:
    item.notes = [Note(keyword="k")]
except Exception as e:
    print(type(e).__name__, e)
try:
    Note(item=item)
except Exception as e:
    print(type(e).__name__, e)
session.rollback()
item.notes.update({"u": Note(keyword="u")})
print(item.notes.get("u"), item.notes.pop("u"), item.notes.pop("none", "default"))
print(item.notes.setdefault("s", Note(keyword="s")), list(item.notes.keys()), list(item.notes.items()))
item.notes.clear()
session.commit()
print(item.notes, session.query(Note).count())
try:
    attribute_keyed_dict()
except Exception as e:
    print(type(e).__name__, e)
try:
    column_keyed_dict("name")
except Exception as e:
    print(type(e).__name__, e)
