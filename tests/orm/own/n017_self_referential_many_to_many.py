from sqlalchemy import Column, Integer, String, ForeignKey, Table
from sqlalchemy.orm import relationship

prerequisite = Table('prerequisite', Base.metadata,
    Column('lesson_id', Integer, ForeignKey('lesson.id'), primary_key=True),
    Column('needs_id', Integer, ForeignKey('lesson.id'), primary_key=True))

class Lesson(Base):
    __tablename__ = 'lesson'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    needs = relationship('Lesson',
        secondary=prerequisite,
        primaryjoin=id == prerequisite.c.lesson_id,
        secondaryjoin=id == prerequisite.c.needs_id,
        back_populates='opens')
    opens = relationship('Lesson',
        secondary='prerequisite',
        primaryjoin='Lesson.id == prerequisite.c.needs_id',
        secondaryjoin='Lesson.id == prerequisite.c.lesson_id',
        back_populates='needs')

    def __repr__(self):
        return self.title

scales = Lesson(title='scales')
chords = Lesson(title='chords', needs=[scales])
jazz = Lesson(title='jazz', needs=[scales, chords])
session.add(jazz)
session.commit()
print(sorted(map(str, scales.opens)), chords.needs)
print(session.query(Lesson).filter(Lesson.needs.any(Lesson.title == 'chords')).all())
print(session.query(Lesson).filter(~Lesson.needs.any()).all())
print(session.query(Lesson).filter(Lesson.opens.contains(jazz)).order_by(Lesson.title).all())
chords.needs.clear()
session.commit()
print(scales.opens, session.query(prerequisite).count())
