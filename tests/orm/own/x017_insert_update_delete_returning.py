from typing import Optional
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Task(Base):
    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    done: Mapped[bool] = mapped_column(default=False)
    points: Mapped[Optional[int]]

    def __repr__(self):
        return f"Task({self.id}, {self.title!r}, {self.done}, {self.points})"

result = session.execute(insert(Task).values(title="wash").returning(Task.id))
print(result.scalar_one())
session.execute(insert(Task), [{"title": "cook", "points": 3}, {"title": "shop", "points": 5}])
tasks = session.scalars(insert(Task).returning(Task), [{"title": "sing", "points": 1}, {"title": "nap", "points": 2}]).all()
print(tasks)
r = session.execute(update(Task).where(Task.points > 2).values(done=True))
print(r.rowcount)
print(session.scalars(update(Task).where(Task.title == "nap").values(points=Task.points + 10).returning(Task)).all())
print(session.execute(delete(Task).where(Task.done.is_(True)).returning(Task.id, Task.title)).all())
print(session.scalars(select(Task).order_by(Task.id)).all())
session.commit()
session.execute(update(Task), [{"id": 1, "points": 7}, {"id": 4, "points": 8}])
session.commit()
print(session.scalars(select(Task.points).order_by(Task.id)).all())
