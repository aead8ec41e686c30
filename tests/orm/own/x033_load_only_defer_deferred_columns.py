from sqlalchemy import Column, ForeignKey, Integer, String, Text, inspect
from sqlalchemy.orm import defer, deferred, joinedload, load_only, relationship, undefer, undefer_group

class Author(Base):
    __tablename__ = 'author'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    biography = deferred(Column(Text))
    photo = deferred(Column(Text), group='media')
    voice = deferred(Column(Text), group='media')
    articles = relationship('Article', back_populates='author')

class Article(Base):
    __tablename__ = 'article'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    body = Column(Text)
    author_id = Column(Integer, ForeignKey('author.id'))
    author = relationship('Author', back_populates='articles')

session.add(Author(name='Eva', biography='long story', photo='png', voice='wav', articles=[Article(title='One', body='...'), Article(title='Two', body='!!!')]))
session.commit()
session.close()

a = session.query(Author).first()
print(sorted(inspect(a).unloaded))
print(a.biography)
print(a.photo, a.voice)
session.close()
a = session.query(Author).options(undefer(Author.biography), undefer_group('media')).one()
print(a.biography, a.photo)
session.close()
art = session.query(Article).options(load_only(Article.title)).order_by(Article.id).first()
print(sorted(inspect(art).unloaded), art.body)
session.close()
art = session.query(Article).options(defer(Article.body), joinedload(Article.author).load_only(Author.name)).filter_by(title='Two').one()
print(art.author.name, art.body)
session.close()
for x in session.query(Author).options(joinedload(Author.articles).defer(Article.body)):
    print([t.title for t in x.articles], x.articles[0].body)
session.close()
strict = session.query(Article).options(defer(Article.body, raiseload=True)).first()
try:
    strict.body
except Exception as e:
    print(type(e).__name__, e)
