from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String
from sqlalchemy.orm import relationship, foreign

class Magazine(Base):
    __tablename__ = 'magazine'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    writers = relationship('Writer', back_populates='magazine')

class Writer(Base):
    __tablename__ = 'writer'
    id = Column(Integer, primary_key=True)
    magazine_id = Column(ForeignKey('magazine.id'), primary_key=True)
    name = Column(String)
    magazine = relationship('Magazine', back_populates='writers')
    articles = relationship('Article', back_populates='writer')

class Article(Base):
    __tablename__ = 'article'
    article_id = Column(Integer)
    magazine_id = Column(ForeignKey('magazine.id'))
    writer_id = Column()
    title = Column(String)
    magazine = relationship('Magazine')
    writer = relationship('Writer', back_populates='articles')
    __table_args__ = (
        PrimaryKeyConstraint('article_id', 'magazine_id'),
        ForeignKeyConstraint(['writer_id', 'magazine_id'], ['writer.id', 'writer.magazine_id']),
    )

mag = Magazine(id=7, name='Sky')
joy = Writer(id=1, magazine=mag, name='Joy')
session.add_all([mag, joy, Article(article_id=1, magazine=mag, writer=joy, title='Stars'), Article(article_id=2, magazine_id=7, title='Moon')])
session.commit()
art = session.get(Article, (1, 7))
print(art.title, art.writer.name, art.magazine.name)
print([a.title for a in joy.articles], [w.name for w in mag.writers])
print(session.query(Article.title).join(Article.writer).all())
print(session.query(Article).filter(Article.writer == None).first())
print(session.query(Article).filter(Article.writer_id == None).one().title)
moon = session.get(Article, {'article_id': 2, 'magazine_id': 7})
moon.writer = joy
session.commit()
print(moon.writer_id, moon.magazine_id, len(joy.articles))
art.writer = None
try:
    session.flush()
except Exception as e:
    print(type(e).__name__, e)
    session.rollback()
print(session.query(Article.title, Article.writer_id, Article.magazine_id).order_by(Article.article_id).all())
