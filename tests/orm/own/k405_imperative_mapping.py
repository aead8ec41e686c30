from sqlalchemy import Table, Column, Integer, String, ForeignKey, MetaData, select, func, inspect
from sqlalchemy.orm import registry, relationship, column_property, deferred, synonym, backref, validates, composite, clear_mappers

reg = registry()
users = Table("users", reg.metadata,
    Column("id", Integer, primary_key=True),
    Column("first", String), Column("last", String), Column("bio", String), Column("kind", String))
notes = Table("notes", reg.metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id")), Column("body", String))
tags = Table("tags", reg.metadata, Column("id", Integer, primary_key=True), Column("word", String))
note_tags = Table("note_tags", reg.metadata,
    Column("note_id", ForeignKey("notes.id"), primary_key=True), Column("tag_id", ForeignKey("tags.id"), primary_key=True))
managers = Table("managers", reg.metadata,
    Column("id", ForeignKey("users.id"), primary_key=True), Column("level", Integer))

class User:
    def __init__(self, first, last):
        self.first, self.last = first, last
    def hello(self):
        return f"hello {self.first}"
    @property
    def nick(self):
        return self.first[:2]
    @validates("last")
    def check(self, key, value):
        return value.title()

class Manager(User):
    def __init__(self, first, last, level):
        super().__init__(first, last)
        self.level = level

class Note:
    def __repr__(self):
        return f"Note({self.body!r})"

class Tag:
    pass

@reg.mapped
class Decorated:
    __tablename__ = "decorated"
    id = Column(Integer, primary_key=True)
    word = Column(String)
    upper = column_property(word + "!")

m = reg.map_imperatively(User, users, properties={
    "notes": relationship(lambda: Note, backref=backref("user", lazy="joined"), cascade="all, delete-orphan", order_by=notes.c.id),
    "full": column_property(users.c.first + " " + users.c.last),
    "bio": deferred(users.c.bio),
    "nick": synonym("first"),
    "surname": synonym("last"),
}, polymorphic_on=users.c.kind, polymorphic_identity="user")
print(m, m is inspect(User), User.__table__ is users, User.__mapper__ is m)
reg.map_imperatively(Manager, managers, inherits=User, polymorphic_identity="manager")
reg.map_imperatively(Note, notes, properties={"tags": relationship("Tag", secondary=note_tags, back_populates="notes")})
reg.map_imperatively(Tag, tags, properties={"notes": relationship("Note", secondary=note_tags, back_populates="tags")}, column_prefix="t_")

u = User("ann", "lee")
u.notes.append(Note(body="n1", tags=[Tag(t_word="x")]))
u.notes.append(Note(body="n2"))
boss = Manager("bo", "ray", 3)
session.add_all([u, boss])
session.commit()
print(u.full, u.nick, u.surname, u.hello(), u.notes, u.notes[0].user is u)
print([t.t_word for t in u.notes[0].tags], "bio" in u.__dict__)
print([type(x).__name__ for x in session.scalars(select(User).order_by(User.id))], boss.level)
u.notes.pop()
session.commit()
print(session.scalar(select(func.count()).select_from(Note)))
print(sorted(inspect(User).attrs.keys()), sorted(inspect(Tag).attrs.keys()))
print(select(User.id).where(User.full == "x"))
print(m.class_, m.local_table.name, [c.name for c in m.primary_key])

print(session.scalars(select(Decorated)).all())
