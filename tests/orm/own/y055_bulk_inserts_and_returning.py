from sqlalchemy import insert, select, update, delete, func, String, ForeignKey, bindparam
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

class Base(DeclarativeBase):
    pass

class Word(Base):
    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(20), unique=True)
    count: Mapped[int] = mapped_column(default=1)

    def __repr__(self):
        return f"{self.text}:{self.count}"

session.execute(insert(Word), [{"text": "a"}, {"text": "b", "count": 3} if False else {"text": "b"}])
print(session.scalars(insert(Word).returning(Word), [{"text": "c", "count": 5}, {"text": "d", "count": 6}]).all())
new = session.scalars(insert(Word).values(text="e").returning(Word.id)).one()
print(new)
stmt = sqlite_insert(Word).values([{"text": "a", "count": 9}, {"text": "f", "count": 2}])
stmt = stmt.on_conflict_do_update(index_elements=[Word.text], set_=dict(count=stmt.excluded.count))
session.execute(stmt)
session.execute(sqlite_insert(Word).values(text="b").on_conflict_do_nothing())
print(session.scalars(select(Word).order_by(Word.text)).all())
print(session.execute(update(Word).where(Word.count > 5).values(count=Word.count * 2).returning(Word.text, Word.count)).all())
session.execute(update(Word), [{"id": 1, "count": 0}, {"id": 2, "text": "bb"}])
print(session.scalars(delete(Word).where(Word.text.in_(["c", "d"])).returning(Word.text)).all())
print(session.execute(delete(Word).where(Word.count == 0)).rowcount)
session.commit()
print(session.scalars(select(Word)).all())
session.bulk_save_objects([Word(text="x"), Word(text="y")])
session.bulk_insert_mappings(Word, [{"text": "z", "count": 26}])
session.bulk_update_mappings(Word, [{"id": 2, "count": 22}])
session.commit()
print(session.execute(select(Word.text, Word.count).order_by(Word.id)).all())
print(session.execute(update(Word).where(Word.text == bindparam("t")).values(count=bindparam("c")), {"t": "z", "c": 1}).rowcount)
print(insert(Word).returning(Word.id, func.length(Word.text)))
print(stmt)
session.execute(insert(Word), [{"text": "q"}, {"text": "q"}])
