import itertools
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, DeclarativeBase, Session

class Model(DeclarativeBase):
    pass

numbers = itertools.count(100)

class Person(Model):
    __tablename__ = 'people'
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(String(20))
    rev: Mapped[str] = mapped_column(String(10))
    __mapper_args__ = {
        'polymorphic_on': 'kind', 'polymorphic_identity': 'person',
        'version_id_col': rev,
        'version_id_generator': lambda before: f'{before}>{next(numbers)}'[-8:],
    }

class Teacher(Person):
    __tablename__ = 'teachers'
    id: Mapped[int] = mapped_column(ForeignKey('people.id'), primary_key=True)
    subject: Mapped[str]
    __mapper_args__ = {'polymorphic_identity': 'teacher'}

class Draft(Model):
    __tablename__ = 'drafts'
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    rev: Mapped[int] = mapped_column()
    __mapper_args__ = {'version_id_col': rev, 'version_id_generator': False}

Model.metadata.create_all(engine)
with Session(engine) as s:
    t = Teacher(name='T', subject='art')
    p = Person(name='P')
    d = Draft(text='one', rev=1)
    s.add_all([t, p, d])
    s.commit()
    t.subject = 'maths'
    d.text = 'two'
    s.commit()
    print(t.rev, p.rev, d.rev)
    t.name = 'TT'
    p.name = 'PP'
    d.text, d.rev = 'three', 2
    s.commit()
    print(t.rev, p.rev, d.rev)
    s.delete(t)
    s.delete(d)
    s.commit()
