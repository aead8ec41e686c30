from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

link = Table('poem_words', Base.metadata,
    Column('poem_id', ForeignKey('poems.id'), primary_key=True),
    Column('word_id', ForeignKey('words.id'), primary_key=True))

class Poem(Base):
    __tablename__ = 'poems'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    words = relationship('Word', secondary=link, back_populates='poems', cascade='all, delete')

class Word(Base):
    __tablename__ = 'words'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    poems = relationship('Poem', secondary=link, back_populates='words')

sea = Word(text='sea')
p = Poem(title='Waves', words=[sea])
session.add(p)
session.commit()
p.words.append(Word(text='foam'))
session.commit()
print([w.text for w in p.words])
session.delete(p)
session.commit()
print(session.query(Word).count(), session.query(link).count())
