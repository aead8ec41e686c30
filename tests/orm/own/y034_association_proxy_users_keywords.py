from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import backref, relationship, declarative_base

Base = declarative_base()

class UserKeyword(Base):
    __tablename__ = 'user_keyword'
    user_id = Column(Integer, ForeignKey('user.id'), primary_key=True)
    keyword_id = Column(Integer, ForeignKey('keyword.id'), primary_key=True)
    special_key = Column(String(50))
    user = relationship('User', backref=backref('user_keywords', cascade='all, delete-orphan'))
    keyword = relationship('Keyword')

    def __init__(self, keyword=None, user=None, special_key=None):
        self.user = user
        self.keyword = keyword
        self.special_key = special_key

class User(Base):
    __tablename__ = 'user'
    id = Column(Integer, primary_key=True)
    name = Column(String(64))
    keywords = association_proxy('user_keywords', 'keyword')

    def __init__(self, name):
        self.name = name

class Keyword(Base):
    __tablename__ = 'keyword'
    id = Column(Integer, primary_key=True)
    keyword = Column('keyword', String(64))

    def __init__(self, keyword):
        self.keyword = keyword

    def __repr__(self):
        return 'Keyword(%s)' % repr(self.keyword)

user = User('log')
for kw in (Keyword('new_from_blammo'), Keyword('its_big')):
    user.keywords.append(kw)
print(user.keywords)
UserKeyword(Keyword('its_wood'), user, special_key='my special key')
session.add(user)
session.commit()
print(user.keywords, len(user.keywords), user.keywords[0], Keyword('x') in user.keywords)
print([(uk.keyword.keyword, uk.special_key) for uk in user.user_keywords])
user.keywords.remove(user.keywords[0])
del user.keywords[0]
session.commit()
print(list(user.keywords), session.query(UserKeyword).count(), session.query(Keyword).count())
print(session.query(User).filter(User.keywords.any(Keyword.keyword == 'its_wood')).count())
print(session.query(User).filter(User.keywords.contains(user.keywords[0])).one().name)
user.keywords = [Keyword('fresh')]
user.keywords.extend([Keyword('a'), Keyword('b')])
session.commit()
print(user.keywords == [k for k in user.keywords], user.keywords[1:], sorted(k.keyword for k in user.keywords))
user.keywords.clear()
session.commit()
print(session.query(UserKeyword).all(), user.keywords)
