from typing import List
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Trainer(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(db.String(30))
    lessons: Mapped[List["Lesson"]] = relationship(back_populates="trainer")

class Lesson(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    trainer_id: Mapped[int] = mapped_column(db.ForeignKey("trainer.id"))
    trainer: Mapped["Trainer"] = relationship(back_populates="lessons")

with app.app_context():
    db.create_all()
    t = Trainer(name="Pavla")
    print(t.lessons)
    l1 = Lesson(topic="yoga")
    t.lessons.append(l1)
    print(l1.trainer is t)
    l2 = Lesson(topic="judo", trainer=t)
    print([x.topic for x in t.lessons])
    db.session.add(t)
    print(l1 in db.session, l2 in db.session)
    print(t.id, l1.trainer_id)
    db.session.commit()
    print(t.id, l1.trainer_id, l2.trainer_id)
    print([x.topic for x in t.lessons])
    rows = db.session.execute(
        db.select(Lesson.topic, Trainer.name).join(Lesson.trainer).order_by(Lesson.topic)
    ).all()
    for topic, name in rows:
        print(topic, name)
    l2.trainer = None
    try:
        db.session.commit()
    except Exception as e:
        print(type(e).__name__)
        db.session.rollback()
    print(l2.trainer.name)
