from sqlalchemy import Column, Integer, String, and_, collate, distinct, false, func, literal, not_, null, or_, select, true, type_coerce
from sqlalchemy.orm import Session

class Word(Base):
    __tablename__ = 'words'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    lang = Column(String(2))
    weight = Column(Integer)

session.add_all([
    Word(text='Apfel', lang='de', weight=3), Word(text='apple', lang='en', weight=5),
    Word(text='50%', lang=None, weight=0), Word(text='pear', lang='en', weight=-2),
])
session.commit()

def ids(*criteria):
    print([w.id for w in session.query(Word).filter(*criteria).order_by(Word.id)])

ids(Word.text.ilike('ap%'))
ids(Word.text.contains('%', autoescape=True))
ids(Word.text.endswith('e') | (Word.weight < 0))
ids(~(Word.lang == 'en'))
ids(Word.lang.is_distinct_from('en'))
ids(Word.lang.notin_(['de']), Word.weight != 5)
ids(or_(and_(Word.lang == 'en', Word.weight > 0), Word.lang.is_(None)))
ids(not_(or_(Word.lang == 'de', Word.weight % 2 == 0)))
ids(func.lower(Word.text) == 'apfel')
ids(Word.text.op('GLOB')('a*'))
ids(Word.weight.in_([]))
ids(Word.weight * 2 + 1 == 7, true())
print(session.query(Word.text + '!' + Word.lang).filter(Word.id == 1).scalar())
print(session.query((Word.weight / 2), Word.weight // 2, -Word.weight).order_by(Word.id).first())
print(session.execute(select(func.group_concat(Word.text, '; ')).where(Word.lang == 'en')).scalar())
print(session.query(func.count(distinct(Word.lang))).scalar())
print(session.query(Word.lang).order_by(Word.lang.desc().nulls_last(), Word.id).all())
print(session.query(literal('x').label('c'), null(), Word.id).limit(1).all())
print(Word.text.like('a%'), '|', ~Word.text.like('a%'), '|', Word.lang == None, '|', Word.weight.between(1, 2))
