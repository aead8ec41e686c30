from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import relationship

note_keyword = Table('note_keyword', Base.metadata,
    Column('note_id', ForeignKey('note.id'), primary_key=True),
    Column('keyword_id', ForeignKey('keyword.id'), primary_key=True))

class Note(Base):
    __tablename__ = 'note'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    kw = relationship('Keyword', secondary=note_keyword, collection_class=set, back_populates='notes')
    keywords = association_proxy('kw', 'word')

class Keyword(Base):
    __tablename__ = 'keyword'
    id = Column(Integer, primary_key=True)
    word = Column(String, unique=True)
    notes = relationship('Note', secondary=note_keyword, back_populates='kw')

    def __init__(self, word):
        self.word = word

n = Note(text='buy eggs')
n.keywords.add('food')
session.add(n)
session.commit()
n.keywords.add('farm')
n.keywords.add('food')
print(sorted(n.keywords), len(n.kw), 'farm' in n.keywords)
session.commit()
print(session.query(Keyword).count())
n.keywords.discard('food')
session.commit()
print(sorted(n.keywords), type(n.keywords).__name__)
other = Note(text='milk')
other.kw = n.kw.copy()
session.add(other)
session.commit()
print(sorted(other.keywords), len(session.query(Keyword).filter_by(word='farm').one().notes))
other.keywords = {'home'}
print(sorted(other.keywords))
session.commit()
print(session.query(Note).filter(Note.keywords.contains('home')).one().text)
print(session.query(Note.text).filter(Note.keywords == 'home').all())
print(session.query(Note).filter(Note.kw.any(Keyword.word.in_(['home', 'farm']))).count())
print(n.keywords == {'farm'}, n.keywords | {'x'} == {'farm', 'x'})
